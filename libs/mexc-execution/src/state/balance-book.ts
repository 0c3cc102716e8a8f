import { type Balance, decimal } from '@prate/execution-interface';
import { add } from '@prate/execution-interface/decimal';
import type { WireAsset, WirePushAsset } from '@prate/mexc-protocol';
import { balanceFromWire } from '../from-wire';

interface Known {
  readonly balance: Balance;
  readonly atTick: number;
}

/** Balances by currency: pushes are absolute and know no equity, reads know everything and may be older than a push that came meanwhile. */
export class BalanceBook {
  private readonly known = new Map<string, Known>();

  applyPush(wire: WirePushAsset, { asOfMs, atTick }: { asOfMs: number; atTick: number }): Balance | undefined {
    const unrealizedPnl = this.known.get(wire.currency)?.balance.unrealizedPnl ?? '0';
    return this.keep(pushed(wire, unrealizedPnl, asOfMs), atTick);
  }

  /** `beganAtTick`: what came by push since then is newer than this. */
  applyRead(
    wire: WireAsset,
    { asOfMs, beganAtTick, atTick }: { asOfMs: number; beganAtTick: number; atTick: number },
  ): Balance | undefined {
    const read = balanceFromWire(wire, { asOfMs });
    const known = this.known.get(wire.currency);
    if (known === undefined || known.atTick < beganAtTick) return this.keep(read, atTick);
    const { available, frozen, positionMargin } = known.balance;
    return this.keep(estimated({ ...read, available, frozen, positionMargin }), known.atTick);
  }

  balances(): readonly Balance[] {
    return [...this.known.values()].map(({ balance }) => balance);
  }

  private keep(balance: Balance, atTick: number): Balance | undefined {
    const before = this.known.get(balance.currency)?.balance;
    this.known.set(balance.currency, { balance, atTick });
    return before !== undefined && visible(before) === visible(balance) ? undefined : balance;
  }
}

function pushed(wire: WirePushAsset, unrealizedPnl: Balance['unrealizedPnl'], asOfMs: number): Balance {
  return estimated({
    currency: wire.currency,
    available: decimal(wire.availableBalance),
    frozen: decimal(wire.frozenBalance),
    positionMargin: decimal(wire.positionMargin),
    unrealizedPnl,
    asOfMs,
  });
}

function estimated(parts: Omit<Balance, 'total' | 'isTotalEstimated'>): Balance {
  const { available, frozen, positionMargin, unrealizedPnl } = parts;
  return { ...parts, total: add(add(available, frozen), add(positionMargin, unrealizedPnl)), isTotalEstimated: true };
}

/** Equity moves with every tick of the market; that it is known again, and not estimated, is worth telling. */
function visible({ available, frozen, positionMargin, isTotalEstimated }: Balance): string {
  return [available, frozen, positionMargin, isTotalEstimated === true].join('/');
}
