import { ManualClock } from '@prate/execution-interface/testing';
import fc from 'fast-check';
import { type AggregatedCandle, CandleAggregator, InMemoryCandleStore } from '../src';
import { START_MS } from './support/arbitraries';
import { STORY_START_MS, type StoryStep, play, storySteps } from './support/candle-story';
import { STORIES_TIMEOUT_MS, storyCount } from './support/story-count';

const SYMBOL = 'BTC_USDT';

interface Join {
  readonly intervalSeconds: number;
  readonly forming: boolean;
  /** Seconds from the start of the data; undefined joins live. */
  readonly fromS: number | undefined;
}

const joins: fc.Arbitrary<Join> = fc.record({
  intervalSeconds: fc.constantFrom(5, 7, 45, 60, 300),
  forming: fc.boolean(),
  fromS: fc.option(fc.integer({ min: -600, max: 2_400 }), { nil: undefined }),
});

type Moment = { readonly step: StoryStep } | { readonly join: Join } | { readonly leave: number } | { readonly rest: true };

const stories: fc.Arbitrary<Moment[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: storySteps.map((step): Moment => ({ step })) },
    { weight: 3, arbitrary: joins.map((join): Moment => ({ join })) },
    { weight: 1, arbitrary: fc.nat({ max: 5 }).map((leave): Moment => ({ leave })) },
    { weight: 2, arbitrary: fc.constant<Moment>({ rest: true }) },
  ),
  { minLength: 4, maxLength: 30 },
);

/** What one who listens believes, and whether it was ever told the same thing twice. */
class Model {
  readonly candles = new Map<number, AggregatedCandle>();
  doubles = 0;
  isStopped = false;

  constructor(
    readonly join: Join,
    readonly fromTs: number,
  ) {}

  hear(candle: AggregatedCandle): void {
    if (this.isStopped) throw new Error('told after it had stopped');
    if (JSON.stringify(this.candles.get(candle.timestamp)) === JSON.stringify(candle)) this.doubles += 1;
    this.candles.set(candle.timestamp, candle);
  }

  /** A bucket of nothing but a pushed price vanishes with its time. */
  content(): AggregatedCandle[] {
    return [...this.candles.values()].filter((candle) => candle.coverage > 0).sort((a, b) => a.timestamp - b.timestamp);
  }
}

jest.setTimeout(STORIES_TIMEOUT_MS);

describe('watchCandles', () => {
  it('E20, E33: whoever listens knows at every rest what a query answers, without a gap and without a double', async () => {
    await fc.assert(
      fc.asyncProperty(stories, async (story) => {
        const clock = new ManualClock(STORY_START_MS);
        const store = new InMemoryCandleStore({ clock });
        const errors: unknown[] = [];
        const aggregator = new CandleAggregator(store, { clock, onWatchError: (error) => errors.push(error) });
        const models: { readonly model: Model; readonly stop: () => void }[] = [];
        const rest = async (): Promise<void> => {
          aggregator.timePassed();
          await aggregator.watchesSettled();
          for (const { model } of models) {
            if (model.isStopped) continue;
            const { intervalSeconds, forming } = model.join;
            const query = { symbol: SYMBOL, intervalSeconds, startTs: model.fromTs, endTs: clock.nowMs() + 10_000_000 };
            const asked = await aggregator.getAggregatedCandles({ ...query, ...(forming ? { forming } : { completeOnly: true }) });
            expect(model.content()).toEqual(asked.filter((candle) => candle.coverage > 0));
            expect(model.doubles).toBe(0);
          }
        };
        for (const moment of story) {
          // Writers do not wait for those who listen.
          if ('step' in moment) await play(moment.step, SYMBOL, aggregator, clock);
          else if ('join' in moment) {
            const { intervalSeconds, forming, fromS } = moment.join;
            const from = fromS === undefined ? {} : { fromTs: START_MS + fromS * 1000 };
            const labelMs = intervalSeconds * 1000;
            const model = new Model(moment.join, from.fromTs ?? clock.nowMs() - (clock.nowMs() % labelMs));
            const stop = aggregator.watchCandles({ symbol: SYMBOL, intervalSeconds, forming, ...from }, (candle) => model.hear(candle));
            models.push({ model, stop });
          } else if ('leave' in moment) {
            const left = models[moment.leave];
            if (left === undefined) continue;
            left.stop();
            left.model.isStopped = true;
          } else await rest();
        }
        await rest();
        for (const { stop } of models) stop();
        expect(errors).toEqual([]);
      }),
      storyCount(120),
    );
  });
});
