import { RequestLog } from './request-log';

describe('RequestLog', () => {
  it('behavior: keeps the last 10,000 and hands out copies', () => {
    const log = new RequestLog();
    for (let at = 0; at < 25_003; at += 1) log.add({ atMs: at, method: 'GET', path: `/${'x'.repeat(600)}`, status: 200 });
    const records = log.latest();
    expect(records).toHaveLength(10_000);
    expect([records[0]?.atMs, records[9_999]?.atMs]).toEqual([15_003, 25_002]);
    expect(records[0]?.path).toHaveLength(512);
    log.add({ atMs: -1, method: 'GET', path: '/', status: 200 });
    expect(records[9_999]?.atMs).toBe(25_002);
  });
});
