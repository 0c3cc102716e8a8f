import { type AmendTrailingOrder, type ChangeOutcome, type Denial, TriggerReference } from '@prate/execution-interface';
import type { ExecutionContext } from '../../execution-context';
import { findConditionalOrder } from '../../queries/read-conditional-orders';
import { type TrailingTerms, trailingTermsToWire } from '../../to-wire-conditional';
import { carryOutChange } from '../carry-out-change';
import { denyWhileUnknown } from '../deny-while-unknown';
import { InputCheck, SIZE_FIELDS } from '../input-check';
import { findInstrument, sizeOrder } from '../size-order';
import { findWaiting } from './find-waiting';
import { checkCallback, prepareTrailingTerms } from './prepare-trailing';

/** Other terms for a trailing order that has not fired (reference 5.12). */
export async function amendTrailingOrder(context: ExecutionContext, raw: AmendTrailingOrder): Promise<ChangeOutcome> {
  const checked = check(raw);
  if ('denial' in checked) return denied(checked.denial);
  const { command } = checked;
  const { symbol, id, reference } = command;
  const found = await findWaiting(context, 'amendTrailingOrder', { kind: 'trailing', symbol, id });
  if ('denial' in found) return denied(found.denial);
  const { side, effect } = found.order;
  const listed = await findInstrument(context, { symbol, effect });
  if ('denial' in listed) return denied(listed.denial);
  const prepared = prepareTrailingTerms(command, listed.instrument);
  if ('denial' in prepared) return denied(prepared.denial);
  const { callback: _callback, reference: _reference, activationPrice: _price, id: _id, ...size } = command;
  const sized = await sizeOrder(context, { ...size, side, effect, type: 'market' }, listed.instrument);
  if ('denial' in sized) return denied(sized.denial);
  const stopped = effect === 'open' ? await denyWhileUnknown(context, symbol) : undefined;
  if (stopped !== undefined) return denied(stopped);

  const terms: TrailingTerms = { contracts: sized.size.contracts, ...prepared, reference };
  return carryOutChange(
    context,
    { kind: 'amend-trailing', symbol, command },
    {
      send: (last) => context.rest.private.changeTrackOrder({ symbol, trackOrderId: id, ...trailingTermsToWire(terms) }, last),
      isOpening: effect === 'open',
      isAsAsked: async () => {
        const now = await findConditionalOrder(context, { kind: 'trailing', symbol, id });
        if (now?.kind !== 'trailing') return false;
        const isCallback = JSON.stringify(now.callback) === JSON.stringify(terms.callback);
        const isActivation = terms.activationPrice === undefined || now.activationPrice === terms.activationPrice;
        return isCallback && isActivation && now.contracts === terms.contracts && now.reference === reference;
      },
    },
  );
}

function denied(reason: Denial): ChangeOutcome {
  return { status: 'denied', denial: reason };
}

function check(raw: unknown): { readonly command: AmendTrailingOrder } | { readonly denial: Denial } {
  const look = InputCheck.of('amendTrailingOrder', raw);
  if ('denial' in look) return look;
  look.symbol();
  look.text('id', 'an id of a trailing order');
  look.size();
  checkCallback(look);
  look.word('reference', TriggerReference);
  look.optionalAmount('activationPrice');
  look.only(['symbol', 'id', ...SIZE_FIELDS, 'callback', 'reference', 'activationPrice']);
  return look.result<AmendTrailingOrder>();
}
