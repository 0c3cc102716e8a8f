import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { printWireJson } from '@prate/mexc-protocol';
import type { SimulatedContract } from '../simulated-contract';
import { simulatedContracts } from '../simulated-contracts';
import { contractView } from './contract-view';

const FIXTURES = join(__dirname, '../../../mexc-protocol/fixtures/rest');
const [btc] = simulatedContracts as readonly [SimulatedContract];
const view = JSON.parse(printWireJson(contractView(btc))) as Readonly<Record<string, unknown>>;
const { data: sample } = JSON.parse(readFileSync(join(FIXTURES, 'get-contract-detail.one.json'), 'utf8')) as {
  data: Readonly<Record<string, unknown>>;
};

it('behavior: risk tiers of their own stand beside the fields of the increasing form, as in the documented sample', () => {
  const ofRisk = (row: typeof sample) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => name.startsWith('risk') && name !== 'riskLongShortSwitch'));
  expect(ofRisk(view)).toEqual(ofRisk(sample));
});

it('behavior: every field that the documented sample has as well is of the same JSON type', () => {
  const types = (row: typeof sample, names: readonly string[]) => Object.fromEntries(names.map((name) => [name, typeof row[name]]));
  const shared = Object.keys(view).filter((name) => name in sample);
  expect(shared.length).toBeGreaterThan(30);
  expect(types(view, shared)).toEqual(types(sample, shared));
});
