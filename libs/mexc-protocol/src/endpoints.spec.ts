import { endpoints } from './endpoints';
import type { EndpointRow } from './endpoints/endpoint-row';

const rows = Object.entries<EndpointRow>(endpoints);

describe('endpoints', () => {
  it('behavior: no verb and path twice', () => {
    expect(new Set(rows.map(([, { verb, path }]) => `${verb} ${path}`)).size).toBe(rows.length);
  });

  it('behavior: private paths are signed, public ones are not; mutations are never repeatable; cancels are urgent', () => {
    for (const [name, row] of rows) {
      expect([name, row.isSigned]).toEqual([name, row.path.startsWith('/api/v1/private/')]);
      expect([name, row.isRepeatable]).toEqual([name, row.verb === 'GET']);
      expect([name, row.lane]).toEqual([name, row.verb === 'GET' ? 'read' : name.startsWith('cancel') ? 'urgent' : 'order']);
      expect(row.limit.count).toBeGreaterThan(0);
      expect(row.readOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    }
  });

  it('default: creating is limited to 4 in 2 s, changing leverage to 10 in 10 s', () => {
    expect(endpoints['create-order'].limit).toEqual({ count: 4, windowMs: 2_000 });
    expect(endpoints['change-leverage'].limit).toEqual({ count: 10, windowMs: 10_000 });
  });
});
