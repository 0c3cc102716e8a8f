import { type EndpointName, endpoints } from '@prate/mexc-protocol';
import * as fc from 'fast-check';
import { InvalidRequestError, type MexcFuturesRest } from '../src';
import { startClient } from './replay';

/** Order families; the one call without parameters aside. */
const names = (Object.keys(endpoints) as EndpointName[]).filter(
  (name) => /^\/api\/v1\/private\/(order|planorder|stoporder|trackorder)\//.test(endpoints[name].path) && name !== 'get-open-order-counts',
);

type Call = (parameters: object) => Promise<unknown>;

function callOf(rest: MexcFuturesRest, name: EndpointName): Call {
  const functionName = name.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());
  return (rest.private as unknown as Readonly<Record<string, Call>>)[functionName] as Call;
}

/** No parameter is called like this: fields of other endpoints and other clients, names with a meaning to JavaScript, nonsense. */
const stranger = fc.oneof(
  fc.constantFrom(
    '__proto__',
    'constructor',
    'toString',
    'recvWindow',
    'timestamp',
    'mtoken',
    'from',
    'clientOrderId',
    'Symbol',
    'page_num',
  ),
  fc.string().filter((name) => !/^[a-z][A-Za-z]*$/.test(name)),
);
const something = fc.jsonValue().filter((value) => value !== undefined);

const client = startClient({ legacySubmit: 'i-know-it-is-undocumented' });

it.each(names)('behavior: %s sends no field that is not its own', async (name) => {
  client.server.arrivals.length = 0;
  await fc.assert(
    fc.asyncProperty(stranger, something, async (field, value) => {
      const error: unknown = await callOf(client.rest, name)({ [field]: value }).catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(InvalidRequestError);
      expect(error).toMatchObject({ operation: name, proves: 'not-sent' });
      expect((error as InvalidRequestError).issues).toContainEqual({
        ...{ parameter: field, found: expect.any(String) as string, expected: 'no such parameter' },
      });
    }),
    { numRuns: 100 },
  );
  expect(client.server.arrivals).toHaveLength(0);
});

it.each(names)('behavior: %s refuses parameters that are no object', async (name) => {
  client.server.arrivals.length = 0;
  await fc.assert(
    fc.asyncProperty(fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.jsonValue())), async (value) => {
      const error: unknown = await callOf(client.rest, name)(value as never).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ name: 'InvalidRequestError', issues: [{ parameter: 'parameters', expected: 'an object' }] });
    }),
  );
  expect(client.server.arrivals).toHaveLength(0);
});
