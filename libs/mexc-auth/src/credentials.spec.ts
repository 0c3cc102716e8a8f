import { inspect } from 'node:util';
import { Credentials } from './credentials';
import { CredentialsInvalidError, CredentialsMissingError } from './errors';

const KEY = 'mx0vSENTINELKEY';
const SECRET = 'sentinel-secret-9f2b';

function everyPrint(value: unknown): string {
  return [
    String(value),
    `${value as string}`,
    JSON.stringify({ value }),
    inspect({ value }, { depth: 10, showHidden: true }),
    inspect({ value }, { depth: 10, showHidden: true, customInspect: false, getters: true }),
    JSON.stringify({ ...(value as object) }),
    JSON.stringify(Object.getOwnPropertyDescriptors(value)),
  ].join('\n');
}

function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('Credentials', () => {
  it('default: gives the key, and signs', () => {
    const credentials = new Credentials({ apiKey: KEY, apiSecret: SECRET });
    expect(credentials.revealApiKey()).toBe(KEY);
    expect(credentials.sign('text')).toMatch(/^[0-9a-f]{64}$/);
  });

  it('behavior: refuses to be printed in every way there is', () => {
    const printed = everyPrint(new Credentials({ apiKey: KEY, apiSecret: SECRET }));
    expect(printed).toContain('[credentials hidden]');
    expect(printed).not.toContain(SECRET);
    expect(printed).not.toContain(KEY);
  });

  it.each([
    [{ apiKey: '', apiSecret: SECRET }, ['apiKey']],
    [{ apiKey: KEY, apiSecret: ' \t\n' }, ['apiSecret']],
    [{ apiKey: KEY }, ['apiSecret']],
    [{ apiKey: null, apiSecret: undefined }, ['apiKey', 'apiSecret']],
    [undefined, ['apiKey', 'apiSecret']],
  ])('error: missing %#', (input, missing) => {
    const error = thrownBy(() => new Credentials(input as never));
    expect(error).toBeInstanceOf(CredentialsMissingError);
    expect(error).toMatchObject({ missing, proves: 'not-sent', name: 'CredentialsMissingError' });
  });

  it.each([
    [{ apiKey: KEY, apiSecret: `${SECRET}\n` }, 'apiSecret'],
    [{ apiKey: ` ${KEY}`, apiSecret: SECRET }, 'apiKey'],
    [{ apiKey: KEY, apiSecret: `${SECRET}é` }, 'apiSecret'],
    [{ apiKey: KEY, apiSecret: 42 }, 'apiSecret'],
  ])('error: invalid %#, named without being shown', (input, field) => {
    const error = thrownBy(() => new Credentials(input as never));
    expect(error).toBeInstanceOf(CredentialsInvalidError);
    expect(error).toMatchObject({ field, proves: 'not-sent' });
    const printed = `${inspect(error, { depth: 10, showHidden: true })} ${JSON.stringify(error)} ${(error as Error).stack}`;
    expect(printed).not.toContain(SECRET);
    expect(printed).not.toContain(KEY);
    expect((error as Error).cause).toBeUndefined();
  });
});
