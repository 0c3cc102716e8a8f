import { Module } from '@nestjs/common';
import type { MexcFuturesExecutionOptions } from '../config';
import { MexcFuturesExecution } from '../mexc-futures-execution';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './module-definition';

/**
 * Provides `MexcFuturesExecution` and nothing more. Features inject `ExecutionInterface`, which a risk gate provides over this; so no order
 * passes the gate by. Without a gate: `exposeAs: 'execution-interface-without-risk-gate'`.
 */
@Module({
  providers: [
    {
      provide: MexcFuturesExecution,
      inject: [MODULE_OPTIONS_TOKEN],
      useFactory: (options: MexcFuturesExecutionOptions) => new MexcFuturesExecution(options),
    },
  ],
  exports: [MexcFuturesExecution],
})
export class MexcExecutionModule extends ConfigurableModuleClass {}
