import { ConfigurableModuleBuilder } from '@nestjs/common';
import { ExecutionInterface } from '@prate/execution-interface';
import type { MexcFuturesExecutionOptions } from '../config';
import { MexcFuturesExecution } from '../mexc-futures-execution';

/** What may be said beside the options of the engine. */
export interface ExecutionModuleExtras {
  /** Features get the engine itself as their `ExecutionInterface`: no limit, no kill switch of a gate stands in front of it. */
  readonly exposeAs?: 'execution-interface-without-risk-gate';
}

const WITHOUT_GATE: ExecutionModuleExtras['exposeAs'] = 'execution-interface-without-risk-gate';

export const { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } = new ConfigurableModuleBuilder<MexcFuturesExecutionOptions>()
  .setClassMethodName('forRoot')
  .setExtras<ExecutionModuleExtras>({}, (definition, { exposeAs }) => {
    if (exposeAs === undefined) return definition;
    if (exposeAs !== WITHOUT_GATE)
      throw new TypeError(`exposeAs: found ${JSON.stringify(exposeAs)}, expected "${WITHOUT_GATE}", or nothing`);
    return {
      ...definition,
      providers: [...(definition.providers ?? []), { provide: ExecutionInterface, useExisting: MexcFuturesExecution }],
      exports: [...(definition.exports ?? []), ExecutionInterface],
    };
  })
  .build();
