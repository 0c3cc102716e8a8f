import { type EndpointRow, endpoints } from '@prate/mexc-protocol';
import { MexcFuturesRest } from '../src';

const rest = new MexcFuturesRest();
afterAll(() => rest.close());

/** `get-server-time` → `getServerTime`: the row's name is the function's. */
function functionNameOf(row: string): string {
  return row.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());
}

function functionNames(isSigned: boolean): string[] {
  const rows = Object.entries<EndpointRow>(endpoints).filter(([, row]) => row.isSigned === isSigned);
  return rows.map(([name]) => functionNameOf(name)).sort();
}

describe('every endpoint', () => {
  it('behavior: each public row has its function, each public function its row', () => {
    expect(Object.keys(rest.public).sort()).toEqual(functionNames(false));
  });

  it('behavior: each private row has its function, each private function its row', () => {
    expect(Object.keys(rest.private).sort()).toEqual(functionNames(true));
  });
});
