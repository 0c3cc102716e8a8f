import { ManualClock } from '@prate/execution-interface/testing';
import { systemPause } from './pause-timer';
import { RequestPace } from './request-pace';

describe('RequestPace', () => {
  it('default: turns at even distances, in the order they were asked for; a rest saves nothing up', async () => {
    const clock = new ManualClock(0);
    const waits: number[] = [];
    const pace = new RequestPace({ perSecond: 5, timer: clock, pause: async (ms) => void waits.push(ms) });
    await Promise.all([pace.turn(), pace.turn(), pace.turn()]);
    expect(waits).toEqual([200, 400]);
    clock.set(10_000);
    await Promise.all([pace.turn(), pace.turn()]);
    expect(waits).toEqual([200, 400, 200]);
  });

  it('error: an abort ends the wait, with its reason; a pace that is none is refused', async () => {
    const controller = new AbortController();
    const pace = new RequestPace({ perSecond: 0.001 });
    await pace.turn();
    const waiting = pace.turn(controller.signal);
    controller.abort(new Error('deadline'));
    await expect(waiting).rejects.toThrow('deadline');
    await expect(pace.turn(controller.signal)).rejects.toThrow('deadline');
    await expect(systemPause(1)).resolves.toBeUndefined();
    expect(() => new RequestPace({ perSecond: 0 })).toThrow('perSecond 0');
  });
});
