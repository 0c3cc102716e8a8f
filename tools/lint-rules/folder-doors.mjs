/**
 * Which file may import what, as a table. Each row names modules (or globals) and the files that may use them; everybody else may not.
 * Paths are relative to the repository root, with forward slashes.
 */
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

// Nx runs ESLint with the package as its working directory; the table speaks of the repository.
const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

const NEST = /^(@nestjs\/|nestjs-|rxjs(\/|$)|reflect-metadata$)/;

/** @type {{ name: string, imports?: RegExp, globals?: string[], only: RegExp[], why: string, where?: RegExp }[]} */
export const doors = [
  { name: 'NestJS', imports: NEST, only: [/^libs\/[^/]+\/src\/nestjs\//, /^apps\//], why: 'the framework is a coat, not a body' },
  {
    name: 'axios',
    imports: /^axios$/,
    only: [/^libs\/mexc-rest\/src\/transport\/http-send(\.spec)?\.ts$/],
    why: 'an AxiosError carries request headers',
  },
  {
    name: 'cockatiel',
    imports: /^cockatiel$/,
    only: [/^libs\/mexc-rest\/src\/transport\/read-policy\.ts$/, /^libs\/mexc-ws\/src\/socket\/backoff\.ts$/],
    why: 'what may be repeated is decided in one place',
  },
  {
    name: 'ws',
    imports: /^(ws|https-proxy-agent)$/,
    only: [/^libs\/mexc-ws\/(src\/socket|test)\//, /^libs\/mexc-ws\/src\/.*\.spec\.ts$/, /^libs\/mexc-simulator\/(src\/websocket|test)\//],
    why: 'sockets are opened in one place on each side',
  },
  {
    name: 'decimal.js',
    imports: /^decimal\.js$/,
    only: [/^libs\/execution-interface\/src\/decimal\.ts$/],
    why: 'one cloned constructor, one rounding',
  },
  {
    name: 'lossless-json',
    imports: /^lossless-json$/,
    only: [/^libs\/mexc-protocol\/src\/lossless-json\.ts$/],
    why: 'one way to read wire text',
  },
  {
    name: 'zod',
    imports: /^zod(\/|$)/,
    only: [/^libs\/mexc-protocol\/src\/schemas\//, /^apps\//],
    why: 'shapes are checked at the border',
  },
  {
    name: 'database drivers',
    imports: /^(typeorm|sqlite3|pg)(\/|$)/,
    only: [
      /^libs\/execution-interface\/src\/sqlite\//,
      /^libs\/candle-aggregator\/(src\/storage|test)\//,
      /^libs\/mexc-execution\/(src|test)\/journal\//,
      /^libs\/mexc-rest\/test\//,
      /^apps\/trading-api\/src\/modes\/lease-store\.ts$/,
      /^tools\/(benchmarks|e2e|test-support)\//,
    ],
    why: 'storage stands behind a contract',
  },
  {
    name: 'MEXC in the journal',
    imports: /^(@prate\/mexc-|\.\.\/(\.\.\/)*(?!migrations|entities)[a-z])/,
    where: /^libs\/mexc-execution\/src\/journal\/(?!.*\.spec\.ts$)/,
    only: [],
    why: 'the journal can be lifted out for any venue',
  },
  {
    name: 'node:crypto',
    imports: /^(node:)?crypto$/,
    only: [
      /^libs\/mexc-auth\//,
      /^libs\/mexc-simulator\/(src\/http\/authentication|src\/websocket\/.*authentication|test\/)/,
      /^libs\/mexc-simulator\/src\/.*\.spec\.ts$/,
      /^apps\/trading-api\/src\/security\//,
      /^apps\/watchdog\/src\/token\.ts$/,
      /^tools\//,
    ],
    why: 'signing lives in one place on each side',
  },
  {
    name: 'MexcFuturesExecution in an app',
    // The journal is no engine: what it takes sends nothing.
    imports: /^@prate\/mexc-execution(?!\/journal$)(\/|$)/,
    where: /^apps\//,
    only: [/^apps\/trading-api\/src\/execution\.module\.ts$/, /^apps\/trading-api\/test\//],
    why: 'features inject ExecutionInterface, so that no order passes the gate by',
  },
  {
    name: 'wire and double in an app',
    imports: /^@prate\/(mexc-rest|mexc-auth|mexc-ws|mexc-simulator)(\/|$)/,
    where: /^apps\/trading-api\//,
    only: [/\.module\.ts$/, /^apps\/trading-api\/src\/modes\//, /^apps\/trading-api\/test\//],
    why: 'only composition files see the wire and the double',
  },
  {
    name: 'execution-interface in the double',
    imports: /^@prate\/execution-interface(?!\/decimal$)/,
    where: /^libs\/mexc-simulator\//,
    only: [],
    why: 'the double shares decimal arithmetic and nothing else',
  },
  {
    name: 'the clock',
    globals: ['Date.now', 'setTimeout', 'setInterval', 'setImmediate'],
    where: /^libs\/[^/]+\/src\//,
    only: [
      /(clock|timer)[^/]*\.ts$/,
      /\.spec\.ts$/,
      /^libs\/mexc-rest\/src\/transport\//,
      /^libs\/mexc-ws\/src\/socket\//,
      /^libs\/mexc-simulator\/src\/(http|websocket)\//,
    ],
    why: 'time is injected, so that tests can move it',
  },
];

/** Every door that this file may not use, given what it imports or which global it touches. */
function closedTo(file, matches) {
  return doors.filter((door) => matches(door) && (door.where?.test(file) ?? true) && !door.only.some((pattern) => pattern.test(file)));
}

export const folderDoors = {
  meta: {
    type: 'problem',
    docs: { description: 'modules and globals that only certain files may use' },
    schema: [],
    messages: { closed: '{{ name }} may not be used here: {{ why }} (table in tools/lint-rules/folder-doors.mjs)' },
  },
  create(context) {
    const path = relative(root, context.filename).split(sep).join('/');
    const report = (node, closed) => {
      for (const { name, why } of closed) context.report({ node, messageId: 'closed', data: { name, why } });
    };
    const checkImport = (node, source) => {
      if (typeof source === 'string')
        report(
          node,
          closedTo(path, (door) => door.imports?.test(source) ?? false),
        );
    };
    const checkGlobal = (node, text) =>
      report(
        node,
        closedTo(path, (door) => door.globals?.includes(text) ?? false),
      );
    return {
      ImportDeclaration: (node) => checkImport(node, node.source.value),
      ExportNamedDeclaration: (node) => checkImport(node, node.source?.value),
      ExportAllDeclaration: (node) => checkImport(node, node.source.value),
      ImportExpression: (node) => checkImport(node, node.source.value),
      CallExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require') checkImport(node, node.arguments[0]?.value);
        if (node.callee.type === 'Identifier') checkGlobal(node, node.callee.name);
      },
      MemberExpression(node) {
        if (node.object.type === 'Identifier' && node.property.type === 'Identifier') {
          checkGlobal(node, `${node.object.name}.${node.property.name}`);
        }
      },
    };
  },
};
