import { Inject, Injectable } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { ExecutionInterface } from '@prate/execution-interface';
import { openGate } from '../../test/gate-over-fake';
import { RiskGate } from '../risk-gate';
import { RiskGateModule } from './risk-gate.module';

const options = {
  over: openGate().venue.port,
  instruments: { getInstrument: async () => Promise.reject(new Error('unused')), getInstruments: async () => [] },
  marks: async () => '1' as const,
  limits: { maxOrderNotional: '5000' as const },
};

@Injectable()
class Feature {
  constructor(@Inject(ExecutionInterface) readonly execution: ExecutionInterface) {}
}

test('default: forRoot provides the gate as the ExecutionInterface that features inject', async () => {
  const app = await Test.createTestingModule({ imports: [RiskGateModule.forRoot(options)], providers: [Feature] }).compile();
  expect(app.get(Feature).execution).toBeInstanceOf(RiskGate);
  expect(app.get(Feature).execution).toBe(app.get(RiskGate));
  await app.close();
});

test('default: forRootAsync', async () => {
  const app = await Test.createTestingModule({
    imports: [RiskGateModule.forRootAsync({ useFactory: () => options })],
    providers: [Feature],
  }).compile();
  expect(app.get(Feature).execution).toBeInstanceOf(RiskGate);
  await app.close();
});

test('error: a module without a limit does not start', async () => {
  const limits = { maxOrderNotional: '' as `${number}` };
  await expect(Test.createTestingModule({ imports: [RiskGateModule.forRoot({ ...options, limits })] }).compile()).rejects.toThrow(
    'maxOrderNotional: found ""',
  );
});
