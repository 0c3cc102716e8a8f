import { Module } from '@nestjs/common';
import { ExecutionInterface } from '@prate/execution-interface';
import type { RiskGateOptions } from '../config';
import { RiskGate } from '../risk-gate';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './module-definition';

/**
 * Provides `ExecutionInterface`, which is the gate: features inject one thing and cannot reach past it. `RiskGate` is the same object, for those
 * who trip, reset or preview.
 */
@Module({
  providers: [
    { provide: RiskGate, inject: [MODULE_OPTIONS_TOKEN], useFactory: (options: RiskGateOptions) => new RiskGate(options) },
    { provide: ExecutionInterface, useExisting: RiskGate },
  ],
  exports: [ExecutionInterface, RiskGate],
})
export class RiskGateModule extends ConfigurableModuleClass {}
