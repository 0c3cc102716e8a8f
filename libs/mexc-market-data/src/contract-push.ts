import type { WireContract, WirePushContract } from '@prate/mexc-protocol';
import { decimalOf } from './from-wire/decimal-of';

const decimals = [
  'contractSize',
  'priceUnit',
  'volUnit',
  'minVol',
  'maxVol',
  'limitMaxVol',
  'takerFeeRate',
  'makerFeeRate',
  'maintenanceMarginRate',
  'initialMarginRate',
] as const;
const plain = ['state', 'apiAllowed', 'minLeverage', 'maxLeverage'] as const;

/** A row of the list as `push.contract` changes it (reference 8.4): what the push does not name stays. */
export function withPush(contract: WireContract, push: WirePushContract): WireContract {
  const changed: Record<string, unknown> = {};
  for (const field of decimals) if (push[field] !== undefined) changed[field] = decimalOf(push[field]);
  for (const field of plain) if (push[field] !== undefined) changed[field] = push[field];
  return { ...contract, ...changed };
}
