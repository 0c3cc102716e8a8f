import {
  type ClosePosition,
  type CreateOrder,
  type CreateOrderOutcome,
  type Denial,
  PositionSide,
  decimal,
} from '@prate/execution-interface';
import { isPositive } from '@prate/execution-interface/decimal';
import { type WirePosition, positionTypeCodes } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../../execution-context';
import { closableContracts } from '../../from-wire';
import { readHeld } from '../../queries/read-held';
import { denial, messageOf } from '../denials';
import { InputCheck, SIZE_FIELDS } from '../input-check';
import { denyUnconnectedClose } from '../not-connected';

type Create = (command: CreateOrder) => Promise<CreateOrderOutcome>;

/**
 * Closes a position, all that can be closed or a part. What there is, is read, or known from the stream; where it is neither, a side and a size
 * that were named are enough: the order goes out as every close does, by its side alone.
 */
export async function closePosition(context: ExecutionContext, create: Create, raw: ClosePosition): Promise<CreateOrderOutcome> {
  const checked = check(raw);
  if ('denial' in checked) return denied(checked.denial);
  const { symbol, positionSide, size, clientOrderId, ...pricing } = checked.command;
  const close = (side: PositionSide, how: NonNullable<ClosePosition['size']>): Promise<CreateOrderOutcome> =>
    create({
      symbol,
      side: side === 'long' ? 'sell' : 'buy',
      effect: 'close',
      ...pricing,
      ...how,
      ...(clientOrderId === undefined ? {} : { clientOrderId }),
    });
  if (positionSide !== undefined && size !== undefined) return close(positionSide, size);

  const unconnected = denyUnconnectedClose(context, `closePosition of ${symbol}`);
  if (unconnected !== undefined) return denied(unconnected);
  let held: readonly WirePosition[];
  try {
    held = (await readHeld(context, symbol)).rows;
  } catch (error) {
    const message = `closePosition of ${symbol}: nothing was sent, because positions could not be read: ${messageOf(error)}; name side and size`;
    return denied(denial('not-sent', message, { symbol, what: 'positions' }));
  }
  const meant = held.filter((row) => positionSide === undefined || sideOf(row) === positionSide);
  const [position] = meant;
  if (position === undefined) {
    const message = `closePosition of ${symbol}: found ${describe(held)}, expected ${positionSide === undefined ? 'a' : `a ${positionSide}`} position`;
    return denied(denial('position-not-found', message, { symbol, open: held.map(words) }));
  }
  if (meant.length > 1) {
    const message = `closePosition of ${symbol}: found ${describe(meant)}, expected a side to choose one (long or short)`;
    return denied(denial('position-ambiguous', message, { symbol, open: meant.map(words) }));
  }
  if (size !== undefined) return close(sideOf(position), size);
  const closable = closableContracts(position);
  if (isPositive(closable)) return advised(await close(sideOf(position), { contracts: closable }));
  const message = `closePosition of ${symbol} ${sideOf(position)}: found none closable of ${position.holdVol} contracts: working close orders hold them`;
  return denied(denial('position-too-small', message, { symbol, holding: decimal(position.holdVol), closable }));
}

/** One close is one order with one outcome, so it is not split; whoever meets the limit is told what to do. */
function advised(outcome: CreateOrderOutcome): CreateOrderOutcome {
  if (outcome.status !== 'denied' || outcome.denial.code !== 'size-above-maximum') return outcome;
  const message = `${outcome.denial.message}; close it in parts by \`size\`, or with closeAllPositions, which does so`;
  return { ...outcome, denial: { ...outcome.denial, message } };
}

export function sideOf({ positionType }: Pick<WirePosition, 'positionType'>): PositionSide {
  return positionTypeCodes.toWord(positionType);
}

function words(row: WirePosition): string {
  return `${sideOf(row)} ${row.holdVol}`;
}

function describe(rows: readonly WirePosition[]): string {
  return rows.map(words).join(' and ') || 'no position';
}

function denied(reason: Denial): CreateOrderOutcome {
  return { status: 'denied', denial: reason };
}

function check(raw: unknown): { readonly command: ClosePosition } | { readonly denial: Denial } {
  const look = InputCheck.of('closePosition', raw);
  if ('denial' in look) return look;
  look.symbol();
  look.ownId('clientOrderId');
  look.optionalWord('positionSide', PositionSide);
  look.pricing();
  if (look.given['size'] !== undefined) {
    look.within('size', (size) => {
      size.size();
      size.only(SIZE_FIELDS);
    });
  }
  look.only(['symbol', 'positionSide', 'size', 'clientOrderId', 'type', 'price']);
  return look.result<ClosePosition>();
}
