import { MemoryKillSwitch, type TradingState } from '@prate/execution-interface';
import { ManualClock } from '@prate/execution-interface/testing';
import { TradingStateReader } from './trading-state-reader';

describe('TradingStateReader', () => {
  it('behavior: what was made fresh a moment ago is fresh when it counts, however old it was before', async () => {
    for (let ageMs = 0; ageMs < 2_000; ageMs += 1) {
      const clock = new ManualClock(1_000_000);
      const reader = new TradingStateReader(new MemoryKillSwitch(clock), clock);
      await reader.freshen();
      clock.advance(ageMs);
      await reader.freshen();
      clock.advance(5);
      expect({ ageMs, state: reader.current }).toEqual({ ageMs, state: 'active' });
    }
  });

  it('behavior: an answer that was asked for earlier and comes later changes nothing', async () => {
    const clock = new ManualClock(1_000_000);
    const answers: ((state: TradingState) => void)[] = [];
    const killSwitch = new MemoryKillSwitch(clock);
    killSwitch.read = () =>
      new Promise((resolve) => answers.push((state) => resolve({ state, reason: 'drill', by: 'anna', atMs: clock.nowMs() })));
    const reader = new TradingStateReader(killSwitch, clock);
    const slow = reader.freshen();
    clock.advance(10);
    const quick = reader.freshen();
    answers[1]?.('halted');
    await quick;
    answers[0]?.('active');
    await slow;
    expect(reader.current).toBe('halted');
  });
});
