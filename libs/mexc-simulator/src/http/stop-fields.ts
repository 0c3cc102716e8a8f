import { type DecimalText, isZero } from '@prate/execution-interface/decimal';
import { profitLossVolTypeCodes, stopExecutionCodes, trendCodes, volTypeCodes, yesNoCodes, zeroOneCodes } from '@prate/mexc-protocol';
import type { AttachedStop, AttachedStops } from '../exchange/attached-stops';
import { Refusal } from '../exchange/refusal';
import type { StopLeg, StopPriceChange, StopPriceChanges, StopRequest } from '../exchange/stop-order';
import type { RequestFields } from './request-fields';

/** The names of one of the two legs on the wire. */
const legs = {
  takeProfit: { price: 'takeProfitPrice', trend: 'profitTrend' },
  stopLoss: { price: 'stopLossPrice', trend: 'lossTrend' },
} as const;

type LegName = keyof typeof legs;

/** `undefined` where there is neither price; 0 counts as none. The last price is watched unless said. @throws {Refusal} 600, 3001 */
export function readAttachedStops(fields: RequestFields): AttachedStops | undefined {
  const { takeProfit, stopLoss } = readStopPrices(fields);
  if (takeProfit === undefined && stopLoss === undefined) return undefined;
  const attached = (change: StopPriceChange | undefined): AttachedStop | undefined =>
    change && { triggerPrice: change.triggerPrice, trend: change.trend ?? 'last', isReversing: change.isReversing ?? false };
  return { takeProfit: attached(takeProfit), stopLoss: attached(stopLoss), isPriceProtected: readPriceProtect(fields) };
}

/** New prices for both legs, as far as there are any; 0 counts as none. @throws {Refusal} 600, 3001 */
export function readStopPrices(fields: RequestFields): StopPriceChanges {
  return { takeProfit: readStopPrice(fields, 'takeProfit'), stopLoss: readStopPrice(fields, 'stopLoss') };
}

export function readPriceProtect(fields: RequestFields): boolean {
  return fields.optionalWord('priceProtect', zeroOneCodes, 600) === 'yes';
}

/** The body of `stoporder/place`; a part of the position and no reversal unless said (a reading of ours). @throws {Refusal} 600, 3001 */
export function readStopRequest(fields: RequestFields): StopRequest {
  const vol = fields.decimal('vol');
  const volumes = readVolumes(fields);
  const leg = (name: LegName): StopLeg | undefined => {
    const trend = fields.word(legs[name].trend, trendCodes, 3001);
    const change = readStopPrice(fields, name);
    if (change === undefined) return undefined;
    const orderPrice = readOrderPrice(fields, name);
    return {
      triggerPrice: change.triggerPrice,
      trend,
      isReversing: change.isReversing ?? false,
      vol: volumes === 'separate' ? fields.decimal(`${name}Vol`) : vol,
      ...(orderPrice === undefined ? {} : { orderPrice }),
    };
  };
  return {
    positionId: fields.text('positionId'),
    vol,
    volumes,
    volType: fields.optionalWord('volType', volTypeCodes, 600) ?? 'partial',
    takeProfit: leg('takeProfit'),
    stopLoss: leg('stopLoss'),
    isPriceProtected: readPriceProtect(fields),
  };
}

function readStopPrice(fields: RequestFields, name: LegName): StopPriceChange | undefined {
  const trend = fields.optionalWord(legs[name].trend, trendCodes, 3001);
  const reverse = fields.optionalWord(`${name}Reverse`, yesNoCodes, 600);
  const triggerPrice = fields.optionalDecimal(legs[name].price);
  if (triggerPrice === undefined || isZero(triggerPrice)) return undefined;
  return { triggerPrice, ...(trend && { trend }), ...(reverse && { isReversing: reverse === 'yes' }) };
}

function readOrderPrice(fields: RequestFields, name: LegName): DecimalText | undefined {
  const execution = fields.optionalWord(`${name}Type`, stopExecutionCodes, 600) ?? 'market';
  return execution === 'limit' ? fields.decimal(`${name}OrderPrice`) : undefined;
}

function readVolumes(fields: RequestFields): StopRequest['volumes'] {
  const text = fields.optionalText('profitLossVolType');
  if (text === undefined) return 'same';
  const word = profitLossVolTypeCodes.words.find((known) => profitLossVolTypeCodes.toCode(known) === text);
  if (word === undefined) throw new Refusal(600, `profitLossVolType: found ${JSON.stringify(text)}, expected SAME or SEPARATE`);
  return word;
}
