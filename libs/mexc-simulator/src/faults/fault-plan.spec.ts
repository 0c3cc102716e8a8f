import { FaultPlan } from './fault-plan';
import { faultNames } from './fault-rows';

const take = (plan: FaultPlan, times: number, endpoint: Parameters<FaultPlan['take']>[0] = 'create-order') =>
  Array.from({ length: times }, () => plan.take(endpoint, 0)?.name);

describe('FaultPlan', () => {
  it('default: next strikes once, in the order of planning, its endpoint alone', () => {
    const plan = new FaultPlan();
    plan.next('create-order', 'http-502');
    plan.next('create-order', 'refuse-510', { count: 2 });
    expect(plan.take('get-order', 0)).toBeUndefined();
    expect(take(plan, 4)).toEqual(['http-502', 'refuse-510', 'refuse-510', undefined]);
  });

  it('args: any strikes whatever is asked, as far as the fault suits it', () => {
    const plan = new FaultPlan();
    plan.next('any', 'order-invisible');
    expect(plan.take('get-order', 0)).toBeUndefined();
    expect(take(plan, 2)).toEqual(['order-invisible', undefined]);
  });

  it('behavior: by chance, the same seed and requests give the same luck, whatever else is planned', () => {
    const luck = (seed: number, isAlone: boolean) => {
      const plan = new FaultPlan();
      if (!isAlone) plan.next('create-order', 'http-403', { count: 3 });
      plan.sometimes('create-order', 'http-502', { probability: 0.3, seed });
      const struck = take(plan, 200).map((name) => name === 'http-502');
      return isAlone ? struck : struck.slice(3);
    };
    const struck = luck(7, true);
    expect(luck(7, true)).toEqual(struck);
    expect(luck(8, true)).not.toEqual(struck);
    expect(luck(7, false)).toEqual(struck.slice(3));
    const share = struck.filter(Boolean).length / struck.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.4);
  });

  it.each([
    [0, 0],
    [1, 50],
  ])('args: probability %d strikes %d of 50', (probability, expected) => {
    const plan = new FaultPlan();
    plan.sometimes('any', 'http-502', { probability });
    expect(take(plan, 50).filter((name) => name !== undefined)).toHaveLength(expected);
  });

  it('behavior: by time, the end is not struck any more', () => {
    const plan = new FaultPlan();
    plan.between('any', 'maintenance', { fromMs: 100, toMs: 200 });
    expect([99, 100, 199, 200].map((nowMs) => plan.take('get-order', nowMs)?.name)).toEqual([
      undefined,
      'maintenance',
      'maintenance',
      undefined,
    ]);
  });

  it('behavior: list tells what waits, clear ends it', () => {
    const plan = new FaultPlan();
    plan.sometimes('any', 'http-502', { probability: 0.5, seed: 3 });
    plan.next('create-order', 'late-answer', { count: 2, delayMs: 50 });
    plan.between('get-order', 'http-403', { fromMs: 1, toMs: 2 });
    plan.take('create-order', 5);
    expect(plan.list()).toEqual([
      { endpoint: 'create-order', fault: 'late-answer', options: { delayMs: 50 }, left: 1 },
      { endpoint: 'get-order', fault: 'http-403', options: {}, fromMs: 1, toMs: 2 },
      { endpoint: 'any', fault: 'http-502', options: {}, probability: 0.5, seed: 3 },
    ]);
    plan.clear();
    expect(plan.list()).toEqual([]);
    expect(take(plan, 3)).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ['an unknown fault', () => new FaultPlan().next('create-order', 'flood' as never), `expected one of ${faultNames.join(', ')}`],
    ['an unknown endpoint', () => new FaultPlan().next('create-oder' as never, 'http-502'), 'found endpoint "create-oder"'],
    ['an endpoint it cannot strike', () => new FaultPlan().next('get-order', 'order-invisible'), 'expected create-order, submit-batch'],
    ['a count', () => new FaultPlan().next('any', 'http-502', { count: 0 }), 'count: found 0, expected a whole number from 1'],
    ['a probability', () => new FaultPlan().sometimes('any', 'http-502', { probability: 2 }), 'probability: found 2, expected 0 to 1'],
    ['a window', () => new FaultPlan().between('any', 'http-502', { fromMs: 2, toMs: 2 }), 'found 2, 2, expected whole ms'],
    ['an option it does not take', () => new FaultPlan().next('any', 'http-502', { delayMs: 1 }), 'found option delayMs, expected none'],
    [
      'an option out of range',
      () => new FaultPlan().next('any', 'late-answer', { delayMs: -1 }),
      'found -1, expected a whole number from 0',
    ],
    ['an option that is missing', () => new FaultPlan().next('any', 'clock-skew'), 'clock-skew.skewMs: found nothing'],
    [
      'a reason that is in no table',
      () => new FaultPlan().next('create-order', 'accepted-then-invalid', { reason: 'bad-luck' as never }),
      'found "bad-luck", expected one of normal',
    ],
  ])('error: %s is named with what was expected', (_case, plan, message) => {
    expect(plan).toThrow(RangeError);
    expect(plan).toThrow(message);
  });
});
