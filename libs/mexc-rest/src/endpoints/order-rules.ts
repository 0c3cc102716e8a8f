import {
  backTypeCodes,
  bboTypeCodes,
  type CodeTable,
  executeCycleCodes,
  openTypeCodes,
  orderCategoryCodes,
  orderStateCodes,
  orderTypeCodes,
  planStateCodes,
  positionModeCodes,
  positionTypeCodes,
  sideCodes,
  stopExecutionCodes,
  stopStateCodes,
  stpModeCodes,
  trackStateCodes,
  trendCodes,
  triggerTypeCodes,
  volTypeCodes,
  yesNoCodes,
  zeroOneCodes,
} from '@prate/mexc-protocol';
import type { Issue } from '../errors';
import { integerBetween, oneOf, type ParameterRule } from './parameter-rules';

/** Codes in parameters of orders: what the tables of the protocol hold, unless something is left out here by name. */
function codeOf<Word extends string>(table: CodeTable<Word>, ...neverSent: readonly Word[]): ParameterRule {
  return oneOf(...table.words.filter((word) => !neverSent.includes(word)).map((word) => table.toCode(word)));
}

export const side = codeOf(sideCodes);
export const orderType = codeOf(orderTypeCodes, 'market-to-limit');
export const openType = codeOf(openTypeCodes);
export const positionMode = codeOf(positionModeCodes);
export const positionType = codeOf(positionTypeCodes);
export const orderState = codeOf(orderStateCodes);
export const orderCategory = codeOf(orderCategoryCodes);
export const bboType = codeOf(bboTypeCodes);
export const stpMode = codeOf(stpModeCodes);
export const trend = codeOf(trendCodes);
export const triggerType = codeOf(triggerTypeCodes);
export const executeCycle = codeOf(executeCycleCodes);
export const planState = codeOf(planStateCodes);
export const stopState = codeOf(stopStateCodes);
export const trackState = codeOf(trackStateCodes);
export const volType = codeOf(volTypeCodes);
export const stopExecution = codeOf(stopExecutionCodes);
export const backType = codeOf(backTypeCodes);
export const zeroOrOne = codeOf(zeroOneCodes);
export const yesOrNo = codeOf(yesNoCodes);
/** Whole times. */
export const leverage = integerBetween(1, 1_000);

const MARKET = orderTypeCodes.toCode('market');
const HEDGE = positionModeCodes.toCode('hedge');
const OPENING: readonly number[] = [sideCodes.toCode('open-long'), sideCodes.toCode('open-short')];

export function isMarket(type: number): boolean {
  return type === MARKET;
}

export function isHedge(mode: number | undefined): boolean {
  return mode === HEDGE;
}

export function isOpening(code: number): boolean {
  return OPENING.includes(code);
}

/** A price on everything but market orders, and none on those (reference 10.16). */
export function priceIssues(type: number, price: string | undefined): readonly Issue[] {
  if (isMarket(type)) return price === undefined ? [] : [{ parameter: 'price', found: price, expected: 'none on a market order' }];
  return price === undefined ? [{ parameter: 'price', found: 'nothing', expected: `a price on type ${type}` }] : [];
}

/** In hedge mode the side says whether an order reduces (reference 9.5). */
export function reduceOnlyIssues(mode: number | undefined, reduceOnly: boolean | undefined): readonly Issue[] {
  if (!isHedge(mode) || reduceOnly !== true) return [];
  return [{ parameter: 'reduceOnly', found: 'true', expected: 'no reduceOnly in hedge mode, where the side says it' }];
}

/** On every order that opens, reducing ones aside (reference 10.18). */
export function leverageIssues(code: number, times: number | undefined, reduceOnly: boolean | undefined): readonly Issue[] {
  if (times !== undefined || !isOpening(code) || reduceOnly === true) return [];
  return [{ parameter: 'leverage', found: 'nothing', expected: 'a leverage on an order that opens' }];
}

/** Flags that turn an order into something else: each only where it can mean one thing. */
export function wholeOrderIssues(order: {
  readonly side: number;
  readonly type: number;
  readonly marketCeiling?: boolean;
  readonly flashClose?: boolean;
  readonly bboTypeNum?: number;
}): readonly Issue[] {
  const { side: code, type, marketCeiling, flashClose, bboTypeNum = 0 } = order;
  const issues: Issue[] = [];
  const refuse = (parameter: string, found: string, expected: string) => issues.push({ parameter, found, expected });
  if (marketCeiling === true && !(isMarket(type) && isOpening(code))) {
    refuse('marketCeiling', 'true', 'none but on a market order that opens');
  }
  if (flashClose === true && isOpening(code)) refuse('flashClose', 'true', 'none on an order that opens');
  if (bboTypeNum !== 0 && isMarket(type)) refuse('bboTypeNum', String(bboTypeNum), 'none on a market order');
  return issues;
}
