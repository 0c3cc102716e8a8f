import { Test } from '@nestjs/testing';
import { ExecutionInterface, MemoryOrderJournal } from '@prate/execution-interface';
import { MexcFuturesRest } from '@prate/mexc-rest';
import { MexcFuturesExecution } from '../mexc-futures-execution';
import { MexcExecutionModule } from './mexc-execution.module';

const rest = new MexcFuturesRest();
afterAll(() => rest.close());
const instruments = { getInstrument: async () => Promise.reject(new Error('unused')), getInstruments: async () => [] };
const options = { rest, instruments, journal: new MemoryOrderJournal() };

test.each([
  ['forRoot', MexcExecutionModule.forRoot(options)],
  ['forRootAsync', MexcExecutionModule.forRootAsync({ useFactory: () => options })],
])('default: %s provides MexcFuturesExecution, and no ExecutionInterface that would pass a gate by', async (_name, module) => {
  const app = await Test.createTestingModule({ imports: [module] }).compile();
  expect(app.get(MexcFuturesExecution)).toBeInstanceOf(ExecutionInterface);
  expect(() => app.get(ExecutionInterface)).toThrow('could not find');
  await app.close();
});

const exposeAs = 'execution-interface-without-risk-gate' as const;

test.each([
  ['forRoot', MexcExecutionModule.forRoot({ ...options, exposeAs })],
  ['forRootAsync', MexcExecutionModule.forRootAsync({ useFactory: () => options, exposeAs })],
])('args: %s without a gate, when that is spelled out (R-228)', async (_name, module) => {
  const app = await Test.createTestingModule({ imports: [module] }).compile();
  expect(app.get(ExecutionInterface)).toBe(app.get(MexcFuturesExecution));
  await app.close();
});

test('error: another word than that', () => {
  expect(() => MexcExecutionModule.forRoot({ ...options, exposeAs: 'execution-interface' as never })).toThrow(
    'exposeAs: found "execution-interface", expected "execution-interface-without-risk-gate", or nothing',
  );
});
