import { type CreateTrailingOrder, type Denial, type Instrument, decimal, toTickPrice } from '@prate/execution-interface';
import { compare } from '@prate/execution-interface/decimal';
import type { TrailingTerms } from '../../to-wire-conditional';
import { denial, gridDenial } from '../denials';
import type { InputCheck } from '../input-check';

/** Callback and activation price as they can be sent: a fraction of less than one, distances and prices on the tick. */
export function prepareTrailingTerms(
  { callback, activationPrice, symbol }: Pick<CreateTrailingOrder, 'callback' | 'activationPrice' | 'symbol'>,
  instrument: Instrument,
): Pick<TrailingTerms, 'callback' | 'activationPrice'> | { readonly denial: Denial } {
  const activation = activationPrice === undefined ? undefined : toTickPrice(activationPrice, instrument);
  if (activation?.ok === false) return { denial: gridDenial(activation.denial) };
  const rest = activation === undefined ? {} : { activationPrice: activation.price };
  if ('distance' in callback) {
    const distance = toTickPrice(callback.distance, instrument);
    return distance.ok ? { callback: { distance: distance.price }, ...rest } : { denial: gridDenial(distance.denial) };
  }
  const fraction = decimal(callback.fraction);
  if (compare(fraction, 0) > 0 && compare(fraction, 1) < 0) return { callback: { fraction }, ...rest };
  const message = `callback of ${symbol}: found the fraction ${fraction}, expected more than 0 and less than 1 (0.02 is 2 %)`;
  return { denial: denial('input-invalid', message, { found: fraction }) };
}

/** Exactly one of fraction and distance. */
export function checkCallback(look: InputCheck): void {
  look.within('callback', (callback) => {
    const given = ['fraction', 'distance'].filter((name) => callback.given[name] !== undefined);
    if (given.length !== 1) {
      const found = given.length === 0 ? 'nothing' : given.join(' and ');
      callback.refuse({ field: 'fraction', found, expected: 'exactly one of fraction, distance' });
    }
    for (const name of given) callback.amount(name);
    callback.only(['fraction', 'distance']);
  });
}
