import { endpoints } from './endpoints';
import type { EndpointRow } from './endpoints/endpoint-row';

const rows = Object.entries<EndpointRow>(endpoints);

describe('endpoints', () => {
  it('behavior: no verb and path twice', () => {
    expect(new Set(rows.map(([, { verb, path }]) => `${verb} ${path}`)).size).toBe(rows.length);
  });

  it('behavior: private paths are signed, public ones are not', () => {
    for (const [name, row] of rows) {
      expect([name, row.isSigned]).toEqual([name, row.path.startsWith('/api/v1/private/')]);
      expect(row.limit.count).toBeGreaterThan(0);
      expect(row.readOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it('behavior: names that ask are reads and repeatable; the others change something, and are neither', () => {
    for (const [name, row] of rows) {
      const isRead = /^(get|list|search|export)-/.test(name);
      expect([name, row.isRepeatable]).toEqual([name, isRead]);
      expect([name, row.lane === 'read']).toEqual([name, isRead]);
      expect([name, !isRead && row.verb === 'GET']).toEqual([name, false]);
    }
  });

  it('behavior: what takes exposure away is urgent', () => {
    for (const [name, row] of rows) {
      expect([name, row.lane === 'urgent']).toEqual([name, /^(cancel|close|reverse)-/.test(name)]);
    }
  });

  it('default: creating is limited to 4 in 2 s, changing leverage to 10 in 10 s', () => {
    expect(endpoints['create-order'].limit).toEqual({ count: 4, windowMs: 2_000 });
    expect(endpoints['change-leverage'].limit).toEqual({ count: 10, windowMs: 10_000 });
  });
});
