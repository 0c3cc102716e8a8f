import { type JournalIdentity, JournalError, JournalIdentityError } from '@prate/execution-interface';

/** Version of the tables this package writes: the number of its migrations. */
export const SCHEMA_VERSION = 2;

/**
 * Compares what an existing journal says of itself with what is expected of it.
 *
 * @throws {JournalError} `newer-version`, `other-mode` or `other-account`
 */
export function checkMeta(meta: ReadonlyMap<string, string>, { mode, account }: JournalIdentity, where: string): void {
  const version = Number(meta.get('schema_version'));
  if (version > SCHEMA_VERSION) {
    throw new JournalError(
      `open ${where}: found schema version ${version}, expected at most ${SCHEMA_VERSION}; update this package or name another journal`,
      { code: 'newer-version' },
    );
  }
  for (const [what, expected] of [
    ['mode', mode],
    ['account', account],
  ] as const) {
    const found = meta.get(what);
    if (found !== undefined && found !== expected) throw new JournalIdentityError(what, found, expected, where);
  }
}

/** What to say where there is none and `hasToExist`. */
export function noJournal(where: string): JournalError {
  return new JournalError(`open ${where}: found no journal there, expected one; it was not made`, { code: 'invalid' });
}

/** @throws {JournalError} `invalid` for a mode that does not exist, or without account */
export function checkIdentity({ mode, account }: JournalIdentity): void {
  if (mode !== 'simulated' && mode !== 'paper' && mode !== 'live') {
    throw new JournalError(`open: found mode ${JSON.stringify(mode)}, expected simulated, paper or live`, { code: 'invalid' });
  }
  if (typeof account !== 'string' || account.trim() === '') {
    throw new JournalError(`open: found account ${JSON.stringify(account)}, expected a text that tells accounts apart and is no secret`, {
      code: 'invalid',
    });
  }
}

/** Characters of the probe: as much to write as an order with its event and indexes. */
export const PROBE_LENGTH = 32_000;

/** Parameter: text of that length. A commit of its own: on a full disk one that is rolled back would succeed. */
export const PROVE_WRITABLE = `INSERT INTO journal_meta (key, value) VALUES ('probe', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;

/** Parameters: version, mode, account. */
export const KEEP_META =
  `INSERT INTO journal_meta (key, value) VALUES ('schema_version', $1), ('mode', $2), ('account', $3) ` +
  `ON CONFLICT (key) DO UPDATE SET value = excluded.value WHERE journal_meta.value <> excluded.value`;

/** Parameter: moment and working orders, as JSON. */
export const KEEP_TOLD_UP_TO = `INSERT INTO journal_meta (key, value) VALUES ('told_up_to', $1) ON CONFLICT (key) DO UPDATE SET value = excluded.value`;
export const SELECT_TOLD_UP_TO = `SELECT value FROM journal_meta WHERE key = 'told_up_to'`;
