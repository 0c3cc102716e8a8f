import { parseArgs } from 'node:util';

export type KillAct = 'status' | 'trip' | 'reset';

/** What the command line asks for; `refused` names everything that is wrong. */
export type KillAsked =
  | { readonly kind: 'help' }
  | {
      readonly kind: 'act';
      readonly act: KillAct;
      readonly reason: string;
      readonly by: string;
      readonly confirm?: string;
      /** Straight to the journal, without asking the API. */
      readonly isDirect: boolean;
    }
  | { readonly kind: 'refused'; readonly complaints: readonly string[] };

export const killHelp = `The kill switch of the trading API, by hand.

  status                       whether the account may trade, and who changed that
  trip  --reason <why>         halt trading and cancel what opens
  reset --reason <why>         let trading go on; with ADMIN_TOKEN, or, in the journal and where no money is real, --confirm reset

  --by <name>                  who does it; default: the name of the user
  --journal                    do not ask the API, use the journal
  --help                       print this

Reads the same environment as the API (TRADING_MODE, API_HOST, API_PORT, API_TOKEN or its file, ADMIN_TOKEN, JOURNAL_DATABASE, JOURNAL_SCHEMA,
ACCOUNT_NAME or MEXC_API_KEY). When the API is away, the journal's database is changed: trading is then halted when the API starts, and nothing is cancelled.

Exit codes: 0 done · 1 could not be done · 2 wrong flags or environment · 3 halted, and something perhaps still works`;

const ACTS: readonly string[] = ['status', 'trip', 'reset'];

/** @param user who does it where nobody is named */
export function readKillFlags(args: readonly string[], user: string): KillAsked {
  const complaints: string[] = [];
  const { values, positionals, tokens } = parseArgs({
    args: [...args],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: {
      reason: { type: 'string' },
      by: { type: 'string' },
      confirm: { type: 'string' },
      journal: { type: 'boolean' },
      help: { type: 'boolean' },
    },
  });
  if (values['help'] === true) return { kind: 'help' };
  const known = new Set(['reason', 'by', 'confirm', 'journal', 'help']);
  for (const token of tokens) {
    if (token.kind === 'option' && !known.has(token.name)) complaints.push(`found ${token.rawName}, expected a flag of --help`);
  }
  const [act] = positionals;
  if (positionals.length !== 1 || act === undefined || !ACTS.includes(act)) {
    complaints.push(`found ${JSON.stringify(positionals.join(' '))}, expected one of ${ACTS.join(', ')}`);
  }
  const text = (name: 'reason' | 'by' | 'confirm'): string => (typeof values[name] === 'string' ? values[name].trim() : '');
  if ((act === 'trip' || act === 'reset') && text('reason').length < 3) complaints.push('--reason: expected why, in words');
  if (complaints.length > 0) return { kind: 'refused', complaints };
  return {
    kind: 'act',
    act: act as KillAct,
    reason: text('reason'),
    by: text('by') || user,
    ...(text('confirm') === '' ? {} : { confirm: text('confirm') }),
    isDirect: values['journal'] === true,
  };
}
