import { type FeeRates, decimal } from '@prate/execution-interface';
import type { ExecutionContext } from '../execution-context';

/** What the account really pays: trades by API are charged apart from promotions of the web site (reference 5.2). */
export async function readFeeRates({ rest, session, clock }: ExecutionContext, symbol: string): Promise<FeeRates> {
  const { realMakerFee, realTakerFee } = await session.heard(rest.private.getTieredFeeRate({ symbol }));
  return { symbol, maker: decimal(realMakerFee), taker: decimal(realTakerFee), asOfMs: clock.nowMs() };
}
