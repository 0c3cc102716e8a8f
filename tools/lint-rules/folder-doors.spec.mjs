import { join, resolve } from 'node:path';
import { RuleTester } from 'eslint';
import { doors, folderDoors } from './folder-doors.mjs';

const root = resolve(__dirname, '..', '..');
const at = (path, code) => ({ filename: join(root, path), code });
const closed = (path, code, name) => ({ ...at(path, code), errors: [{ messageId: 'closed', data: { name, why: whyOf(name) } }] });
const whyOf = (name) => doors.find((door) => door.name === name)?.why;

const ENGINE = "import { MexcFuturesExecution } from '@prate/mexc-execution';";

new RuleTester({ languageOptions: { ecmaVersion: 'latest', sourceType: 'module' } }).run('folder-doors', folderDoors, {
  valid: [
    at('apps/trading-api/src/execution.module.ts', ENGINE),
    at('apps/trading-api/test/live.spec.ts', ENGINE),
    at('apps/trading-api/src/open-journal.ts', "import { TypeOrmOrderJournal } from '@prate/mexc-execution/journal';"),
    at('apps/trading-api/src/orders/orders.controller.ts', "import { ExecutionInterface } from '@prate/execution-interface';"),
    at('libs/mexc-rest/src/transport/http-send.ts', "import axios from 'axios';"),
    at('libs/mexc-auth/src/sign.ts', "import { createHmac } from 'node:crypto';"),
    at('libs/risk-gate/src/nestjs/risk-gate.module.ts', "import { Module } from '@nestjs/common';"),
    at('libs/execution-interface/src/system-clock.ts', 'export const now = () => Date.now();'),
  ],
  invalid: [
    // no feature reaches past the gate, by whichever way it imports.
    closed('apps/trading-api/src/orders/orders.controller.ts', ENGINE, 'MexcFuturesExecution in an app'),
    closed('apps/trading-api/src/control/heartbeat.service.ts', "import '@prate/mexc-execution/nestjs';", 'MexcFuturesExecution in an app'),
    closed(
      'apps/trading-api/src/app.module.ts',
      "export { MexcFuturesExecution } from '@prate/mexc-execution';",
      'MexcFuturesExecution in an app',
    ),
    closed('apps/trading-api/src/main.ts', "const engine = await import('@prate/mexc-execution');", 'MexcFuturesExecution in an app'),
    closed('apps/watchdog/src/run.ts', "const engine = require('@prate/mexc-execution');", 'MexcFuturesExecution in an app'),
    closed(
      'apps/trading-api/src/orders/orders.controller.ts',
      "import { MexcFuturesRest } from '@prate/mexc-rest';",
      'wire and double in an app',
    ),
    closed('libs/mexc-ws/src/client.ts', "import axios from 'axios';", 'axios'),
    closed('libs/risk-gate/src/risk-gate.ts', "import { Injectable } from '@nestjs/common';", 'NestJS'),
    closed('libs/mexc-rest/src/sign.ts', "import { createHmac } from 'crypto';", 'node:crypto'),
    closed(
      'libs/mexc-simulator/src/exchange/order.ts',
      "import { SystemClock } from '@prate/execution-interface';",
      'execution-interface in the double',
    ),
    closed('libs/mexc-execution/src/connect.ts', 'export const now = () => Date.now();', 'the clock'),
    closed('libs/mexc-execution/src/connect.ts', 'setTimeout(() => undefined, 1);', 'the clock'),
  ],
});
