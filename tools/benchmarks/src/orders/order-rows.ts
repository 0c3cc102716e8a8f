import { type BenchmarkRow, row } from '../benchmark-rows';
import { type OrderTimes, quantile } from './measure-orders';

/** Times of the orders of each candidate. */
export type TimesOf = Readonly<Record<'memory' | 'disk' | 'gated' | 'ccxt' | 'bare', readonly OrderTimes[]>>;

const P50 = 0.5;
const P99 = 0.99;

/** P8 and P9: what the client adds to one order. The gate has no target; its row shows what it costs. */
export function orderRows({ memory, disk, gated, ccxt, bare }: TimesOf): readonly BenchmarkRow[] {
  const overhead = (times: readonly OrderTimes[], share: number) =>
    quantile(
      times.map((time) => time.overhead),
      share,
    );
  const beside = (id: string, name: string, ours: readonly OrderTimes[], yardstick: readonly OrderTimes[], share: number, target: number) =>
    row({ id, name, unit: 'ms', ours: overhead(ours, share), yardstick: overhead(yardstick, share), rule: 'ratio <=', target });
  return [
    beside('P8-p50', 'overhead, journal in memory, beside ccxt', memory, ccxt, P50, 0.7),
    beside('P8-p50-journal', 'overhead, journal synchronous=FULL, beside ccxt', disk, ccxt, P50, 1.2),
    beside('P8-p99', 'overhead p99, journal in memory, beside ccxt', memory, ccxt, P99, 1),
    beside('P8-p99-journal', 'overhead p99, journal synchronous=FULL, beside ccxt', disk, ccxt, P99, 1),
    beside('P8-p50-gate', 'overhead under RiskGate, journal in memory, beside ccxt', gated, ccxt, P50, 1.2),
    beside('P9-p50', 'overhead, journal in memory, beside bare node:http', memory, bare, P50, 2),
  ];
}
