import { type CreateOrder, type Denial, OrderType, PositionEffect } from '@prate/execution-interface';
import { InputCheck, SIZE_FIELDS } from './input-check';

const FIELDS = [
  ...['symbol', 'clientOrderId', 'side', 'effect', 'type', 'price', 'bestPrice', ...SIZE_FIELDS, 'leverage', 'marginMode'],
  ...['selfTrade', 'protection', 'isPriceProtected', 'isFlashClose', 'isMarketCeiling'],
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
    check.none('isMarketCeiling', 'of orders that open only');
  } else {
    check.none('isFlashClose', 'of closing orders only');
    check.protection();
    check.optionalFlag('isPriceProtected');
    check.optionalFlag('isMarketCeiling');
    if (check.given['isMarketCeiling'] === true && check.given['type'] !== OrderType.Market) {
      check.find('isMarketCeiling', 'a market order');
    }
    if (check.given['isPriceProtected'] !== undefined && check.given['protection'] === undefined) {
      check.find('isPriceProtected', 'a protection beside it');
    }
  }
  check.only(FIELDS);
  return check.result<CreateOrder>();
}
