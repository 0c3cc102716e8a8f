import { type ChangeMargin, type ChangeOutcome, type Denial, type SetAutoAddMargin, decimal } from '@prate/execution-interface';
import { add, isPositive, negate } from '@prate/execution-interface/decimal';
import { marginChangeCodes, openTypeCodes } from '@prate/mexc-protocol';
import type { ExecutionContext } from '../../execution-context';
import { carryOutChange } from '../carry-out-change';
import { denial } from '../denials';
import { findPosition } from '../ensure-leverage';
import { InputCheck } from '../input-check';
import { findHeld } from './find-held';

/** Adds margin to an isolated position, or takes it out. After a lost answer only the exact sum is believed. */
export async function changeMargin(context: ExecutionContext, raw: ChangeMargin): Promise<ChangeOutcome> {
  const look = InputCheck.of('changeMargin', raw);
  if ('denial' in look) return denied(look.denial);
  look.symbol();
  look.positionSide();
  look.amount('amount');
  look.word('direction', { add: 'add', remove: 'remove' });
  look.only(['symbol', 'positionSide', 'amount', 'direction']);
  const checked = look.result<ChangeMargin>();
  if ('denial' in checked) return denied(checked.denial);
  const { command } = checked;
  const { symbol, positionSide, direction } = command;
  const amount = decimal(command.amount);
  if (!isPositive(amount)) return denied(denial('input-invalid', `amount: found ${amount}, expected more than 0`, { found: amount }));
  const found = await findHeld(context, 'changeMargin', command);
  if ('denial' in found) return denied(found.denial);
  const { positionId, im, openType } = found.position;
  const marginMode = openTypeCodes.toWord(openType);
  if (marginMode !== 'isolated') {
    const message = `changeMargin of ${symbol} ${positionSide}: found a ${marginMode} position, expected an isolated one`;
    return denied(denial('margin-mode-conflict', message, { found: marginMode, expected: 'isolated' }));
  }
  const wanted = add(decimal(im), direction === 'add' ? amount : negate(amount));
  const type = marginChangeCodes.toCode(direction === 'add' ? 'add' : 'subtract') as 'ADD' | 'SUB';
  return carryOutChange(
    context,
    { kind: 'change-margin', symbol, command },
    {
      send: () => context.rest.private.changeMargin({ positionId, amount, type }, direction === 'add' ? { lane: 'urgent' } : {}),
      isAsAsked: async () => {
        const now = await findPosition(context, { symbol, positionSide });
        return now?.positionId === positionId && decimal(now.im) === wanted;
      },
    },
  );
}

/** Whether the venue adds margin by itself before it would liquidate. */
export async function setAutoAddMargin(context: ExecutionContext, raw: SetAutoAddMargin): Promise<ChangeOutcome> {
  const look = InputCheck.of('setAutoAddMargin', raw);
  if ('denial' in look) return denied(look.denial);
  look.symbol();
  look.positionSide();
  if (typeof look.given['isEnabled'] !== 'boolean') look.find('isEnabled', 'true or false');
  look.only(['symbol', 'positionSide', 'isEnabled']);
  const checked = look.result<SetAutoAddMargin>();
  if ('denial' in checked) return denied(checked.denial);
  const { command } = checked;
  const { symbol, positionSide, isEnabled } = command;
  const found = await findHeld(context, 'setAutoAddMargin', command);
  if ('denial' in found) return denied(found.denial);
  const { positionId } = found.position;
  return carryOutChange(
    context,
    { kind: 'auto-add-margin', symbol, command },
    {
      send: () => context.rest.private.changeAutoAddMargin({ positionId, isEnabled }),
      isAsAsked: async () => (await findPosition(context, { symbol, positionSide }))?.autoAddIm === isEnabled,
    },
  );
}

function denied(reason: Denial): ChangeOutcome {
  return { status: 'denied', denial: reason };
}
