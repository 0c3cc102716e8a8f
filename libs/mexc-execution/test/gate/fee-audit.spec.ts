import type { Trade } from '@prate/execution-interface';
import { simulatedContracts } from '@prate/mexc-simulator';
import { FeeAudit, type FeeFinding } from '@prate/risk-gate';
import { marketBuy } from '../desk';
import { StateDesk } from '../state-desk';

type Fees = { readonly feeSurchargeRate?: `${number}`; readonly realTakerFeeRate?: `${number}` };

async function trading(fees: Fees) {
  const contracts = simulatedContracts.filter(({ symbol }) => symbol === 'BTC_USDT').map((contract) => ({ ...contract, ...fees }));
  const desk = await StateDesk.connected({ contracts });
  const findings: FeeFinding[] = [];
  const problems: string[] = [];
  const audit = new FeeAudit({
    over: desk.execution,
    instruments: desk.marketData,
    onFinding: (finding) => findings.push(finding),
    onProblem: ({ message }) => problems.push(message),
    clock: desk.timer,
  });
  audit.start();
  const buy = async (times: number) => {
    for (let count = 0; count < times; count += 1) await desk.during(desk.execution.createOrder(marketBuy()));
    await desk.settled();
  };
  return { desk, audit, findings, problems, buy };
}

test('default: a venue that charges one basis point more: a finding after five fills in a row, told once', async () => {
  const { buy, findings, problems } = await trading({ feeSurchargeRate: '0.0001' });
  await buy(4);
  expect(findings).toEqual([]);
  await buy(3);
  expect(findings).toMatchObject([{ kind: 'fee-differs', symbol: 'BTC_USDT', liquidity: 'taker', fills: 5, feeCurrency: 'USDT' }]);
  const [{ chargedRate, expectedRate } = { chargedRate: '0', expectedRate: '0' }] = findings;
  expect(Number(chargedRate) - Number(expectedRate)).toBeCloseTo(0.0001, 7);
  expect(problems).toEqual([]);
});

test('behavior: what the account really pays is the measure: a catalogue that says otherwise is no finding', async () => {
  const { buy, findings, problems } = await trading({ realTakerFeeRate: '0.0008' });
  await buy(8);
  expect([findings, problems]).toEqual([[], []]);
});

test('behavior: a single fill that differs is none; when fees agree again, that is told once', async () => {
  const { desk, audit, buy, findings } = await trading({});
  await buy(1);
  const { trade } = desk.of('trade')[0] as { readonly trade: Trade };
  const dearer: Trade = { ...trade, fee: `${Number(trade.fee) * 1.25}` as Trade['fee'] };
  for (const one of [dearer, trade, dearer, dearer, dearer, dearer, trade]) await audit.audit(one);
  expect(findings).toEqual([]);
  for (const one of [dearer, dearer, dearer, dearer, dearer, dearer, trade, trade]) await audit.audit(one);
  expect(findings.map(({ kind, fills }) => [kind, fills])).toEqual([
    ['fee-differs', 5],
    ['fee-agrees-again', 6],
  ]);
});

test('error: rates that cannot be read leave the fill unaudited, and say so', async () => {
  const { desk, buy, findings } = await trading({});
  await buy(1);
  const { trade } = desk.of('trade')[0] as { readonly trade: Trade };
  const problems: string[] = [];
  const audit = new FeeAudit({
    over: { watchEvents: () => () => undefined, getFeeRates: () => Promise.reject(new Error('no rates today')) },
    instruments: desk.marketData,
    onFinding: (finding) => findings.push(finding),
    onProblem: ({ message }) => problems.push(message),
  });
  await audit.audit(trade);
  expect([findings, problems]).toEqual([[], ['no rates today']]);
});
