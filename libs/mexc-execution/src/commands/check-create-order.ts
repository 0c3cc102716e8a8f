import { type CreateOrder, type Denial, PositionEffect } from '@prate/execution-interface';
import { InputCheck, SIZE_FIELDS } from './input-check';

const FIELDS = [
  ...['symbol', 'clientOrderId', 'side', 'effect', 'type', 'price', 'bestPrice', ...SIZE_FIELDS, 'leverage', 'marginMode'],
  ...['selfTrade', 'protection', 'isPriceProtected', 'isFlashClose'],
];

/** A command as types promise it; everything wrong is named at once. */
export function checkCreateOrder(raw: unknown): { readonly command: CreateOrder } | { readonly denial: Denial } {
  const check = InputCheck.of('order', raw);
  if ('denial' in check) return check;
  check.symbol();
  check.ownId('clientOrderId');
  check.side();
  check.pricing({ allowsBest: true });
  check.size();
  check.exposure();
  check.selfTrade();
  if (check.given['effect'] === PositionEffect.Close) {
    check.optionalFlag('isFlashClose');
    check.none('protection', 'a close protects nothing');
    check.none('isPriceProtected', 'a close carries no protection');
  } else {
    check.none('isFlashClose', 'of closing orders only');
    check.protection();
    check.optionalFlag('isPriceProtected');
    if (check.given['isPriceProtected'] !== undefined && check.given['protection'] === undefined) {
      check.find('isPriceProtected', 'a protection beside it');
    }
  }
  check.only(FIELDS);
  return check.result<CreateOrder>();
}
