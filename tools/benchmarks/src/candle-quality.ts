/** `npm run quality:candles [folder]`: made seconds beside recorded ones (candle rules, section 14). */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BASE_LINES, type Maker, methodMaker } from './candle-quality/makers';
import { edgeOf, figuresOf } from './candle-quality/figures';
import { contributionOf } from './candle-quality/metrics';
import { printTable } from './candle-quality/print-table';
import { printTargets } from './candle-quality/print-targets';
import type { QualityRow } from './candle-quality/quality-row';
import { randomWalkMinutes } from './candle-quality/random-walk-minutes';
import { RECORDED_DAYS, type RecordedMinute, isDayPresent, readDay } from './candle-quality/recorded-minutes';

const BRIDGE_SEEDS = 20;
const DRAWS = 400;
const WALKS = 20_000;
/** Below this a minute has too few prices to tell anything; ticks. */
const SMALLEST_RANGE = 5;

const MAKERS: readonly Maker[] = [
  methodMaker('linear@1', 1),
  methodMaker('bridge@1', BRIDGE_SEEDS),
  methodMaker('bridge@2', BRIDGE_SEEDS),
  ...BASE_LINES,
];

const CLASSES: readonly (readonly [string, (tradedSeconds: number) => boolean])[] = [
  ['< 10 traded', (traded) => traded < 10],
  ['10-39 traded', (traded) => traded >= 10 && traded < 40],
  ['>= 40 traded', (traded) => traded >= 40],
  // Every minute of the part, so that what few minutes of a class cannot tell is told by all.
  ['all', () => true],
];

function rowsOf(
  data: string,
  part: QualityRow['part'],
  activity: string,
  minutes: readonly RecordedMinute[],
  makers: readonly Maker[],
): QualityRow[] {
  return makers.flatMap((maker) => {
    const contributions = minutes.map((minute) => contributionOf(minute, maker));
    if (part === 'simulated') {
      // Here the truth is known without counting.
      for (const { realHits, realTrials } of contributions) {
        realTrials.fill(2);
        realHits.fill(1);
      }
    }
    const { cell } = edgeOf(
      contributions,
      contributions.map((_, index) => index),
    );
    return figuresOf(contributions, part === 'simulated' ? 20 : DRAWS).map((figure) => ({
      data,
      part,
      activity,
      minutes: minutes.length,
      maker: maker.name,
      ...figure,
      ...(figure.metric.startsWith('Q6') ? { cell } : {}),
    }));
  });
}

function main(): void {
  const folder = resolve(process.argv[2] ?? '../shared/data');
  const days = RECORDED_DAYS.filter((day) => isDayPresent(folder, day));
  if (days.length === 0) {
    console.log(`candle quality: no recorded days in ${folder}; name their folder as the first argument. Nothing was measured.`);
    return;
  }
  const rows: QualityRow[] = [];
  for (const day of days) {
    const { minutes, unequal } = readDay(folder, day);
    const wide = minutes.filter(({ minute }) => minute.high - minute.low >= SMALLEST_RANGE);
    console.log(
      `${day.name} (${day.source}): ${minutes.length} minutes, ${wide.length} of at least ${SMALLEST_RANGE} ticks; ${unequal} left out, their seconds do not add up`,
    );
    for (const part of ['calibration', 'test'] as const) {
      for (const [activity, isIn] of CLASSES) {
        const chosen = wide.filter(({ minute, tradedSeconds }) => day.partOf(minute.openTimeS) === part && isIn(tradedSeconds));
        if (chosen.length < 8) {
          if (chosen.length > 0) console.log(`  ${part}, ${activity}: ${chosen.length} minutes are too few`);
          continue;
        }
        rows.push(...rowsOf(day.name, part, activity, chosen, MAKERS));
      }
    }
  }
  const walks = randomWalkMinutes(WALKS);
  rows.push(
    ...rowsOf(
      'random walks',
      'simulated',
      '>= 40 traded',
      walks,
      MAKERS.filter((maker) => maker.method).map((maker) => ({ ...maker, seeds: 1 })),
    ),
  );
  printTable(rows);
  printTargets(rows);
  const path = join('test-output', 'candle-quality.json');
  mkdirSync('test-output', { recursive: true });
  writeFileSync(path, `${JSON.stringify(rows, null, 1)}\n`);
  console.log(`\n${path}`);
}

main();
