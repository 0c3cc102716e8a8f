import { deepStrictEqual, ok, strictEqual } from 'node:assert';
import { type DecimalText, add, compare, isMultipleOf, multiply, subtract } from '../../decimal';
import { toContracts, toTickPrice } from '../../order-size';
import type { SizeDenial } from '../../order-size';
import { expectDenied, expectStatus } from './check-outcome';
import { type ExecutionCase, connected } from './execution-case';

/** What is not sent, and what the venue refuses. */
export const denialCases: readonly ExecutionCase[] = [
  connected('EX20 a size off the grid is denied with both legal neighbours; nothing is rounded, nothing is sent', [], async (desk) => {
    const { instrument, execution } = desk;
    const contracts = add(desk.lots(10), multiply(instrument.contractStep, '0.5'));
    const denial = expectDenied(await execution.createOrder(desk.resting({ contracts })), 'size-off-grid');
    const { below, above } = denial.context['nearest'] as NonNullable<SizeDenial['nearest']>;
    deepStrictEqual([below?.contracts, above?.contracts], [desk.lots(10), add(desk.lots(10), instrument.contractStep)]);
    for (const size of [below, above]) {
      ok(toContracts({ size: { contracts: size?.contracts ?? '0' }, instrument, type: 'limit' }).ok);
    }
    await desk.expectNothing();
  }),
  connected('EX21 a size below the minimum or above the maximum is denied with the nearest legal one', [], async (desk) => {
    const { instrument, execution } = desk;
    const tooSmall = await execution.createOrder(desk.resting({ contracts: multiply(instrument.minContracts, '0.5') }));
    const { above } = expectDenied(tooSmall, 'size-below-minimum').context['nearest'] as NonNullable<SizeDenial['nearest']>;
    ok(compare(above?.contracts ?? '0', instrument.minContracts) >= 0);
    for (const [type, most] of [
      ['limit', instrument.maxLimitContracts],
      ['market', instrument.maxMarketContracts],
    ] as const) {
      const contracts = add(most, instrument.contractStep);
      const command = type === 'limit' ? desk.resting({ contracts }) : desk.opening({ contracts });
      const denial = expectDenied(await execution.createOrder(command), 'size-above-maximum');
      const { below } = denial.context['nearest'] as NonNullable<SizeDenial['nearest']>;
      ok(compare(below?.contracts ?? add(most, 1), most) <= 0, `${type}: found ${below?.contracts}`);
    }
    await desk.expectNothing();
  }),
  connected('EX22 a price off the tick is denied with both neighbours', [], async (desk) => {
    const { instrument, execution } = desk;
    const below = desk.price('0.96');
    const price = add(below, multiply(instrument.tickSize, '0.5'));
    const denial = expectDenied(await execution.createOrder(desk.resting({ price })), 'price-off-tick');
    const nearest = denial.context['nearest'] as { readonly below: DecimalText; readonly above: DecimalText };
    deepStrictEqual(nearest, { below, above: add(below, instrument.tickSize) });
    ok(isMultipleOf(subtract(nearest.above, nearest.below), instrument.tickSize) && toTickPrice(nearest.above, instrument).ok);
    await desk.expectNothing();
  }),
  connected('EX23 what is no order is denied, saying what was found and expected; nothing is sent, nothing is thrown', [], async (desk) => {
    const wrong: Readonly<Record<string, unknown>>[] = [
      ...[{ side: 'up' }, { effect: undefined }, { effect: 'flip' }, { type: 'maybe' }, { symbol: '' }, { symbol: 7 }],
      ...[
        { contracts: '10', quantity: '1' },
        { contracts: undefined },
        { contracts: 'ten' },
        { contracts: Number.NaN },
        { contracts: '-1' },
      ],
      ...[{ contracts: '0' }, { price: 'low' }, { price: undefined }, { price: '-1' }, { price: '0' }, { type: 'market' }],
      ...[{ leverage: undefined }, { leverage: 1.5 }, { leverage: 0 }, { marginMode: undefined }, { marginMode: 'both' }],
      ...[{ clientOrderId: '' }, { clientOrderId: 'with space' }, { clientOrderId: 'x'.repeat(33) }, { clientOrderId: 'ü' }],
      ...[{ stopLossPrice: '1' }, { effect: 'close' }],
    ];
    for (const overrides of wrong) {
      const { message } = expectDenied(await desk.execution.createOrder(desk.resting(overrides)));
      ok(/found/.test(message) && /expected/.test(message), `${JSON.stringify(overrides)}: ${message}`);
    }
    for (const nothing of [undefined, null, 'order', 7]) expectDenied(await desk.execution.createOrder(nothing as never), 'input-invalid');
    await desk.expectNothing();
  }),
  connected('EX24 an unknown symbol is denied', [], async (desk) => {
    expectDenied(await desk.execution.createOrder(desk.resting({ symbol: 'NOSUCH_USDT' })), 'symbol-unknown', 'symbol-not-allowed');
    await desk.expectNothing();
  }),
  connected('EX25 leverage beyond what the contract allows is denied', [], async (desk) => {
    const leverage = desk.instrument.maxLeverage + 1;
    expectDenied(await desk.execution.createOrder(desk.resting({ leverage })), 'leverage-out-of-range', 'max-leverage');
    await desk.expectNothing();
  }),
  connected('EX26 another margin mode than that of the open position adds nothing to it', [], async (desk) => {
    await desk.trade(desk.opening());
    const made = desk.venue.ordersMade();
    expectDenied(await desk.execution.createOrder(desk.opening({ marginMode: 'cross' })), 'margin-mode-conflict');
    deepStrictEqual([desk.venue.ordersMade(), await desk.held('long')], [made, desk.lots(10)]);
  }),
  connected("EX27 what the account cannot pay is the venue's refusal, beyond doubt: no order, nothing unknown", [], async (desk) => {
    const { execution, instrument } = desk;
    const outcome = await execution.createOrder(desk.opening({ contracts: instrument.maxMarketContracts, clientOrderId: 'too-big-27' }));
    const { rejection, clientOrderId } = expectStatus(outcome, 'rejected');
    strictEqual(clientOrderId, 'too-big-27');
    ok(rejection.code.length > 0 && rejection.kind.length > 0 && rejection.message.length > 0);
    strictEqual(rejection.retrySafe, false);
    strictEqual(execution.health().unknownIntents, 0);
    strictEqual(await execution.getOrder('too-big-27', desk.symbol), undefined);
    await desk.expectNothing();
  }),
];
