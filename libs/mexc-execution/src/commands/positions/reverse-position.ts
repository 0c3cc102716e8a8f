import { type ChangeOutcome, type Denial, type ReversePosition, decimal } from '@prate/execution-interface';
import { compare, isPositive } from '@prate/execution-interface/decimal';
import type { ExecutionContext } from '../../execution-context';
import { carryOutChange } from '../carry-out-change';
import { denial } from '../denials';
import { denyWhileUnknown } from '../deny-while-unknown';
import { findPosition } from '../ensure-leverage';
import { InputCheck } from '../input-check';
import { findInstrument } from '../size-order';
import { findHeld } from './find-held';

/** Closes a position and opens the opposite one of the same size, at the market (reference 5.3): one call, so what opens is checked first. */
export async function reversePosition(context: ExecutionContext, raw: ReversePosition): Promise<ChangeOutcome> {
  const look = InputCheck.of('reversePosition', raw);
  if ('denial' in look) return denied(look.denial);
  look.symbol();
  look.positionSide();
  look.only(['symbol', 'positionSide']);
  const checked = look.result<ReversePosition>();
  if ('denial' in checked) return denied(checked.denial);
  const { command } = checked;
  const { symbol, positionSide } = command;
  const found = await findHeld(context, 'reversePosition', command);
  if ('denial' in found) return denied(found.denial);
  const listed = await findInstrument(context, { symbol, effect: 'open' });
  if ('denial' in listed) return denied(listed.denial);
  const { positionId, holdVol, frozenVol } = found.position;
  const contracts = decimal(holdVol);
  const { maxMarketContracts } = listed.instrument;
  if (isPositive(decimal(frozenVol))) {
    const message = `reversePosition of ${symbol} ${positionSide}: found ${frozenVol} of ${holdVol} contracts held by working close orders, expected none`;
    return denied(denial('position-too-small', message, { symbol, holding: contracts, frozen: frozenVol }));
  }
  if (compare(contracts, maxMarketContracts) > 0) {
    const message = `reversePosition of ${symbol}: found ${contracts} contracts, expected at most ${maxMarketContracts} (market order)`;
    return denied(denial('size-above-maximum', message, { found: contracts, nearest: { below: { contracts: maxMarketContracts } } }));
  }
  const stopped = await denyWhileUnknown(context, symbol);
  if (stopped !== undefined) return denied(stopped);
  const opposite = positionSide === 'long' ? 'short' : 'long';
  return carryOutChange(
    context,
    { kind: 'reverse', symbol, command },
    {
      send: (last) => context.rest.private.reversePosition({ symbol, positionId, vol: contracts }, last),
      isOpening: true,
      isAsAsked: async () => {
        const before = await findPosition(context, { symbol, positionSide });
        const after = await findPosition(context, { symbol, positionSide: opposite });
        return before === undefined && after !== undefined && compare(decimal(after.holdVol), contracts) >= 0;
      },
    },
  );
}

function denied(reason: Denial): ChangeOutcome {
  return { status: 'denied', denial: reason };
}
