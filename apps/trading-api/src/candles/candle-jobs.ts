import {
  type IngestReport,
  backfill,
  packHours,
  prune,
  recheckDisputed,
  refreshGroups,
  repairGaps,
  repairOldGaps,
  verify,
  warm,
} from '@prate/candle-aggregator';
import type { Environment } from '../environment';
import { type CandleJob, type CandleJobRun, eachSymbol } from './candle-job';
import { Confirmations } from './confirmations';
import { type IngestCounts, jobLine } from './job-line';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How far back holes are looked for every five minutes; older ones have a round of their own. */
const REPAIR_MS = 30 * DAY_MS;
const OLD_ROUND_MS = 10 * MINUTE_MS;
/** The share of the requests of candles that older holes may use. */
const OLD_SHARE = 0.1;
/** What the nightly comparison asks the exchange for again. */
const NIGHT_MS = 2 * DAY_MS;

export const BACKFILL = 'backfill';
export const CLOSE_MINUTE = 'close-minute';
export const REPAIR_GAPS = 'repair-gaps';
export const REPAIR_OLD_GAPS = 'repair-old-gaps';

/** All scheduled work on candles (candle rules, section 10). What a job does is the library's; when and for whom is said here. */
export function candleJobs(
  { settleDelaySeconds, backfillHours, candles }: Environment,
  confirmations = new Confirmations(candles.requestsPerSecond),
): readonly CandleJob[] {
  return [
    closeMinute(settleDelaySeconds, confirmations),
    recheck(),
    repair(),
    repairOld(candles.requestsPerSecond),
    backfillHistory(backfillHours),
    verifyHour(),
    verifyNight(),
    pack(),
    ...(candles.warmIntervals.length === 0 ? [] : [warmCaches(candles.warmIntervals)]),
    pruneOld(candles),
  ];
}

/** The backfill's window at a moment: whole minutes up to it. */
export function backfillWindow(hours: number, nowMs: number): { readonly fromMs: number; readonly toMs: number } {
  const toMs = Math.floor(nowMs / MINUTE_MS) * MINUTE_MS;
  return { fromMs: toMs - Math.ceil(hours * 60) * MINUTE_MS, toMs };
}

function closeMinute(settleDelaySeconds: number, confirmations: Confirmations): CandleJob {
  return {
    name: CLOSE_MINUTE,
    cron: `${settleDelaySeconds} * * * * *`,
    schedule: { everyMs: MINUTE_MS, offsetMs: settleDelaySeconds * 1_000, ifMissed: 'once' },
    deadlineMs: 10 * MINUTE_MS,
    async run({ symbols, sources, control, atMs, failed }) {
      const plan = confirmations.follow(symbols, atMs);
      const options = { correctionMinutes: confirmations.correctionMinutes(symbols.length) };
      const { confirmed, failed: failures } = await refreshGroups({ plan, nowMs: atMs }, sources, control, options);
      for (const { symbol, error } of failures) failed(symbol, error);
      const lines = [confirmations.takeNews(symbols.length), confirmed.length === 0 ? undefined : ingestLine(confirmed)];
      return lines.filter((line) => line !== undefined).join(' | ') || undefined;
    },
  };
}

function recheck(): CandleJob {
  return {
    name: 'recheck-disputed',
    cron: '30 * * * * *',
    schedule: { everyMs: MINUTE_MS, offsetMs: 30_000, ifMissed: 'all' },
    deadlineMs: 5 * MINUTE_MS,
    async run(run) {
      const { sources, control, atMs } = run;
      const read: string[] = [];
      await eachSymbol(run, async (symbol) => {
        const report = await recheckDisputed({ symbol, sinceMs: atMs - MINUTE_MS, nowMs: atMs }, sources, control);
        if (report.read.length > 0) read.push(`${symbol} ${report.read.length} read again, ${report.disputed.length} disputed still`);
      });
      return read.length === 0 ? undefined : read.join('; ');
    },
  };
}

function repair(): CandleJob {
  return {
    name: REPAIR_GAPS,
    cron: '40 */5 * * * *',
    schedule: { everyMs: 5 * MINUTE_MS, offsetMs: 40_000, ifMissed: 'once' },
    deadlineMs: 10 * MINUTE_MS,
    async run(run) {
      const { sources, control, atMs } = run;
      const repaired: string[] = [];
      await eachSymbol(run, async (symbol) => {
        const report = await repairGaps({ symbol, fromMs: atMs - REPAIR_MS, toMs: atMs }, sources, control);
        if (report.missing.length === 0) return;
        const filled = report.filled.length === 0 ? '' : `, ${report.filled.length} minutes the exchange never gave are filled`;
        repaired.push(`${symbol} ${report.missing.length} gaps before, ${report.left.length} after${filled}`);
      });
      return repaired.length === 0 ? undefined : repaired.join('; ');
    },
  };
}

/** Minutes are kept for ever, so the round goes back to the first one; the tick says where in the round a run stands. */
function repairOld(perSecond: number): CandleJob {
  const mostWindows = Math.floor((OLD_SHARE * perSecond * OLD_ROUND_MS) / 1_000);
  return {
    name: REPAIR_OLD_GAPS,
    cron: '10 4/10 * * * *',
    schedule: { everyMs: OLD_ROUND_MS, offsetMs: 4 * MINUTE_MS + 10_000, ifMissed: 'once' },
    deadlineMs: OLD_ROUND_MS,
    async run({ symbols, sources, control, atMs, failed, oldMissing }) {
      const round = { symbols, beforeMs: atMs - REPAIR_MS, turn: Math.floor(atMs / OLD_ROUND_MS) };
      const report = await repairOldGaps(round, sources, control, { mostWindows });
      const { missingMinutes, windows, place, asked, closed, filled } = report;
      oldMissing(missingMinutes);
      for (const { symbol, error } of report.failed) failed(symbol, error);
      if (windows === 0) return undefined;
      const contracts = [...missingMinutes].filter(([, minutes]) => minutes > 0);
      const left = contracts.reduce((sum, [, minutes]) => sum + minutes, 0);
      const where = `asked ${asked} of ${windows} stretches, from the ${place + 1}. on`;
      return `${where} | ${closed} minutes came, ${filled} filled, ${left} of ${contracts.length} contracts missing still`;
    },
  };
}

/** At the start, and each night for what a long pause left out. */
function backfillHistory(hours: number): CandleJob {
  return {
    name: BACKFILL,
    cron: '0 50 0 * * *',
    schedule: { everyMs: DAY_MS, offsetMs: 50 * MINUTE_MS, ifMissed: 'once' },
    deadlineMs: 12 * HOUR_MS,
    async run(run) {
      const { sources, control, atMs } = run;
      const reports: (IngestCounts & { readonly symbol: string })[] = [];
      await eachSymbol(run, async (symbol) => {
        const window = backfillWindow(hours, atMs);
        const report = await backfill({ symbol, ...window }, sources, control);
        const gaps = await sources.store.missing(symbol, window.fromMs, window.toMs);
        reports.push({ ...report, gaps: gaps.length });
      });
      return reports.length === 0 ? undefined : jobLine(reports);
    },
  };
}

function verifyHour(): CandleJob {
  return {
    name: 'verify',
    cron: '20 7 * * * *',
    schedule: { everyMs: HOUR_MS, offsetMs: 7 * MINUTE_MS + 20_000, ifMissed: 'once' },
    deadlineMs: HOUR_MS,
    run: (run) => verified(run, 2 * HOUR_MS, false),
  };
}

function verifyNight(): CandleJob {
  return {
    name: 'verify-night',
    cron: '0 20 0 * * *',
    schedule: { everyMs: DAY_MS, offsetMs: 20 * MINUTE_MS, ifMissed: 'once' },
    deadlineMs: 4 * HOUR_MS,
    run: (run) => verified(run, NIGHT_MS, true),
  };
}

async function verified(run: CandleJobRun, lengthMs: number, isAgainstVenue: boolean): Promise<string> {
  const { sources, control } = run;
  const toMs = Math.floor(run.atMs / MINUTE_MS) * MINUTE_MS;
  const sum = { minutes: 0, faults: 0, rebuilt: 0, disputed: 0, corrected: 0 };
  const first: string[] = [];
  await eachSymbol(run, async (symbol) => {
    const report = await verify({ symbol, fromMs: toMs - lengthMs, toMs }, sources, control, { isAgainstVenue });
    sum.minutes += report.minutes;
    sum.faults += report.faultCount;
    sum.rebuilt += report.rebuilt;
    sum.corrected += report.corrected;
    sum.disputed += Object.values(report.disputed).reduce((total, count) => total + count, 0);
    const [fault] = report.faults;
    if (fault !== undefined) {
      const at = new Date(fault.timestamp).toISOString();
      first.push(`${symbol} ${fault.code} at ${at}: found ${fault.found}, expected ${fault.expected}`);
    }
  });
  const counts = `${sum.minutes} minutes, ${sum.faults} faults, ${sum.disputed} disputed, ${sum.corrected} corrected since`;
  const rebuilt = sum.rebuilt === 0 ? [] : [`seconds of ${sum.rebuilt} edited minutes made anew`];
  return [counts, ...rebuilt, ...first].join('; ');
}

/** What closed in the last two hours: a run that was missed is made up for by the reads that want the hour. */
function pack(): CandleJob {
  return {
    name: 'pack-hours',
    cron: '0 3 * * * *',
    schedule: { everyMs: HOUR_MS, offsetMs: 3 * MINUTE_MS, ifMissed: 'all' },
    deadlineMs: HOUR_MS,
    async run(run) {
      const { sources, control, atMs } = run;
      let packed = 0;
      await eachSymbol(run, async (symbol) => {
        packed += (await packHours({ symbol, fromMs: atMs - 2 * HOUR_MS, toMs: atMs }, sources, control)).packed;
      });
      return packed === 0 ? undefined : `${packed} hours packed`;
    },
  };
}

function warmCaches(intervalsSeconds: readonly number[]): CandleJob {
  return {
    name: 'warm',
    cron: '50 */10 * * * *',
    schedule: { everyMs: 10 * MINUTE_MS, offsetMs: 50_000, ifMissed: 'skip' },
    deadlineMs: 5 * MINUTE_MS,
    async run(run) {
      const { sources, control, atMs } = run;
      await eachSymbol(run, async (symbol) => {
        await warm({ symbol, fromMs: atMs - DAY_MS, toMs: atMs, intervalsSeconds }, sources, control);
      });
      return undefined;
    },
  };
}

function pruneOld({ observedDays, interpolatedDays }: Environment['candles']): CandleJob {
  return {
    name: 'prune',
    cron: '30 17 * * * *',
    schedule: { everyMs: HOUR_MS, offsetMs: 17 * MINUTE_MS + 30_000, ifMissed: 'skip' },
    deadlineMs: HOUR_MS,
    async run({ sources, control, atMs }) {
      const report = await prune({ nowMs: atMs, observedDays, interpolatedDays }, sources, control);
      const removed = report.observedSeconds + report.interpolatedSeconds + report.packedHours;
      if (removed === 0) return undefined;
      return `${report.observedSeconds} observed and ${report.interpolatedSeconds} interpolated seconds, ${report.packedHours} packed hours removed`;
    },
  };
}

function ingestLine(reports: readonly IngestReport[]): string {
  return jobLine(reports.map((report) => ({ ...report, gaps: report.gaps.length })));
}
