import { faultNames, streamFaultNames } from '@prate/mexc-simulator';
import type { Audit, Finding } from './audit';
import { orderPathFaults, streamFaultsOfAccount } from './fault-choice';
import { Tally } from './tally';
import type { World } from './world';

export interface Closed {
  readonly world: World;
  readonly audit: Audit;
}

/** All that happened, as tables for people; the last line is for programs. */
export function report(worlds: readonly Closed[], tookMs: number): { readonly lines: readonly string[]; readonly isClean: boolean } {
  const sum = (tally: (world: World) => Tally): Tally => worlds.reduce((all, { world }) => all.addAll(tally(world)), new Tally());
  const faults = sum(({ faults: own }) => own);
  const streamFaults = sum(({ streamFaults: own }) => own);
  const kills = sum(({ kills: own }) => own);
  const states = new Tally();
  const decided = sum(({ decided: own }) => own);
  for (const { audit } of worlds) for (const state of audit.states) states.add(state);
  const findings = worlds.flatMap(({ audit }) => audit.findings);
  const count = (kind: Finding['kind']): number => findings.filter((finding) => finding.kind === kind).length;
  const orders = worlds.reduce((all, { audit }) => all + audit.orders, 0);
  const unknownMs = worlds.flatMap(({ audit }) => audit.unknownMs);
  const byKill = worlds.reduce((all, { audit }) => all + audit.unknownByKill, 0);
  const corrected = worlds.reduce((all, { audit }) => all + audit.corrected, 0);
  const reconcileMs = worlds.flatMap(({ world }) => world.reconcileMs);
  const halted = worlds.reduce((all, { world }) => all + world.haltedStarts, 0);
  const cancels = new Tally();
  for (const { world } of worlds) for (const { status } of world.cancels) cancels.add(status);

  const neverStruck = orderPathFaults.filter((name) => faults.of(name) === 0);
  const lines = [
    ...table('faults of requests, as they struck', faults),
    ...table('faults of streams, as they were planned', streamFaults),
    ...(neverStruck.length === 0 ? [] : [`never struck in this run: ${neverStruck.join(', ')}`]),
    `${orderPathFaults.length} of ${faultNames.length} request faults and ${streamFaultsOfAccount.length} of ${streamFaultNames.length} stream faults concern an order; the others are of candles and public topics`,
    ...table('killed with SIGKILL', kills),
    ...table(
      'what was told of each new order',
      sum(({ outcomes }) => outcomes),
    ),
    ...table('what was told of each cancel', cancels),
    ...table('what the journal says in the end', states),
    ...table('decided by a person', decided),
    ...table(
      'kill switch tripped',
      sum(({ trips }) => trips),
    ),
    '',
    `unknown: ${unknownMs.length} intents, ${byKill} of them by a kill; stayed so ${spread(unknownMs)} of the exchange's time; ${corrected} taken for absent and found later`,
    `start, account read whole: ${reconcileMs.length} times, ${spread(reconcileMs)}; ${halted} starts found the switch halted, as it had been left`,
    `account at the end: ${count('account') === 0 ? 'as the exchange has it' : `${count('account')} differences`}; cancels told untruthfully: ${count('cancel')}`,
    `took ${Math.round(tookMs / 1_000)} s`,
    ...findings.slice(0, 40).map(({ kind, message }) => `FOUND ${kind}: ${message}`),
    ...worlds.flatMap(({ world }) => world.troubles.slice(0, 3).map((trouble) => `TROUBLE ${world.options.name}: ${trouble}`)),
    '',
    `chaos: ${orders} orders, ${faults.total + streamFaults.total} faults, ${kills.total} kills, ${count('duplicate')} duplicate, ${count('forgotten')} forgotten, ${count('wrong side')} wrong side`,
  ];
  return { lines, isClean: findings.length === 0 && worlds.every(({ world }) => world.troubles.length === 0) };
}

function table(title: string, tally: Tally): readonly string[] {
  return ['', `${title} (${tally.total})`, ...tally.rows().map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`)];
}

function spread(values: readonly number[]): string {
  if (values.length === 0) return 'never';
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number;
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${sorted.at(-1)} ms`;
}
