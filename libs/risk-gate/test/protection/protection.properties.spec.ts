import type { DecimalText } from '@prate/execution-interface';
import { compare } from '@prate/execution-interface/decimal';
import fc from 'fast-check';
import { openGuardDesk, restingEntry } from './guard-desk';

const RUNS = Number(process.env['PROTECTION_RUNS'] ?? 25);

type Step =
  | { readonly do: 'fill'; readonly contracts: number }
  | { readonly do: 'close'; readonly contracts: number }
  | { readonly do: 'drop'; readonly isSilent: boolean }
  | { readonly do: 'fate'; readonly fate: 'refuse' | 'lost' | 'answer-lost' }
  | { readonly do: 'blind'; readonly method: 'getStopOrders' | 'getPosition' | 'getOrder'; readonly forMs: number }
  | { readonly do: 'hide'; readonly forMs: number }
  | { readonly do: 'attach'; readonly isAttaching: boolean }
  | { readonly do: 'wait'; readonly forMs: number };

const forMs = fc.integer({ min: 100, max: 12_000 });
const contracts = fc.integer({ min: 1, max: 6 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('fill' as const), contracts }),
  fc.record({ do: fc.constant('close' as const), contracts }),
  fc.record({ do: fc.constant('drop' as const), isSilent: fc.boolean() }),
  fc.record({ do: fc.constant('fate' as const), fate: fc.constantFrom('refuse' as const, 'lost' as const, 'answer-lost' as const) }),
  fc.record({
    do: fc.constant('blind' as const),
    method: fc.constantFrom('getStopOrders' as const, 'getPosition' as const, 'getOrder' as const),
    forMs,
  }),
  // Longer than what is waited for a stop to show, nobody can tell a late one from none.
  fc.record({ do: fc.constant('hide' as const), forMs: fc.integer({ min: 100, max: 3_000 }) }),
  fc.record({ do: fc.constant('attach' as const), isAttaching: fc.boolean() }),
  fc.record({ do: fc.constant('wait' as const), forMs }),
);

test('behavior: whatever goes wrong: never a second stop for one entry, and once it is calm everything held is covered', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const { gate, venue, timer } = openGuardDesk();
      await gate.createOrder(restingEntry(20, { clientOrderId: 'e1' }));
      const orderId = [...venue.orders.keys()][0] as string;
      const held = () => venue.held.get('BTC_USDT/long') ?? '0';
      const filled = () => venue.orders.get(orderId)?.filledContracts ?? '0';
      const check = () => expect(compare(venue.guardedContracts, filled())).not.toBe(1);
      for (const one of steps) {
        switch (one.do) {
          case 'fill':
            venue.fill(orderId, `${one.contracts}`);
            break;
          case 'close': {
            const size = compare(`${one.contracts}`, held()) > 0 ? held() : (`${one.contracts}` as DecimalText);
            if (size !== '0')
              await gate.closePosition({ symbol: 'BTC_USDT', positionSide: 'long', type: 'market', size: { contracts: size } });
            for (const { id } of held() === '0' ? venue.waiting : []) venue.dropStop(id);
            break;
          }
          case 'drop':
            if (venue.waiting[0] !== undefined) venue.dropStop(venue.waiting[0].id, one);
            break;
          case 'fate':
            venue.stopFates.push(one.fate);
            break;
          case 'blind':
            venue.dead.add(one.method);
            await timer.pass(one.forMs, 250);
            venue.dead.delete(one.method);
            break;
          case 'hide':
            venue.isHiding = true;
            await timer.pass(one.forMs, 250);
            venue.isHiding = false;
            await timer.pass(1_000, 250);
            break;
          case 'attach':
            venue.isAttaching = one.isAttaching;
            break;
          case 'wait':
            await timer.pass(one.forMs, 250);
        }
        check();
      }
      venue.stopFates.length = 0;
      for (let turn = 0; turn < 4; turn += 1) {
        await timer.pass(20_000, 250);
        for (const [index, [name]] of venue.calls.entries()) if (name === 'createStopOrder') venue.stopNeverArrived(`stop${index + 1}`);
        check();
      }
      await timer.pass(45_000, 250);
      check();
      expect(gate.protection().unprotected).toEqual([]);
      expect(compare(venue.guardedContracts, held())).not.toBe(-1);
    }),
    { numRuns: RUNS },
  );
});
