/** One flag of the program: what it is called, what stands behind it, what it does. */
export interface FlagRow {
  readonly name: string;
  /** What stands behind it in the help; absent for a flag that is there or not. */
  readonly value?: string;
  readonly meaning: string;
  readonly isMultiple?: boolean;
}

/** All flags, in the order of the help. */
export const flagRows = [
  { name: 'port', value: 'number', meaning: 'port of REST and WebSocket; 0 (default) takes a free one' },
  { name: 'host', value: 'address', meaning: 'address to listen on; default 127.0.0.1, in a container 0.0.0.0' },
  { name: 'seed', value: 'number', meaning: 'keys and made-up markets follow from it; default 1' },
  { name: 'symbols', value: 'list', meaning: 'contracts to list, such as BTC_USDT,ETH_USDT; default: all that it knows' },
  { name: 'balances', value: 'list', meaning: 'deposits, such as USDT=10000,BTC=1 (default)' },
  { name: 'mode', value: 'hedge|one-way', meaning: 'position mode at the start; default hedge' },
  {
    name: 'tape',
    value: '[SYMBOL=]file',
    meaning: 'recorded 1m or 1s candles instead of a made-up market, .csv or .csv.gz; may be given for several symbols',
    isMultiple: true,
  },
  {
    name: 'paper',
    meaning: 'live prices of a real exchange and simulated money: its public data is read, no order leaves; needs --symbols',
  },
  { name: 'upstream-rest-url', value: 'address', meaning: 'with --paper: whose public data; default MEXC' },
  { name: 'upstream-ws-url', value: 'address', meaning: 'with --paper: whose public streams; default MEXC' },
  {
    name: 'clock',
    value: 'machine|manual|tape',
    meaning: 'machine (default), moved through the control door, or from the start of the tape (default with --tape)',
  },
  { name: 'start', value: 'time', meaning: 'where a manual or tape clock starts: ms since the epoch, or such as 2026-01-05T00:00:00Z' },
  { name: 'rate-limits', value: 'published|off', meaning: "refuse with 510 beyond the venue's limits; default off" },
  {
    name: 'duplicates',
    value: 'refuse|answer',
    meaning: 'a known externalOid is refused with 603 (default), or answered by the order that has it',
  },
  {
    name: 'fault',
    value: 'endpoint:fault[:how][:option=value]',
    meaning: 'endpoint or any; how: a probability such as 0.05, or x3 for the next three requests; default x1',
    isMultiple: true,
  },
  { name: 'control-port', value: 'number', meaning: 'open the control door on this port of 127.0.0.1; 0 takes a free one; default closed' },
  {
    name: 'restore',
    value: 'file',
    meaning:
      'go on with an exchange that GET /snapshot of a control door has told; it brings seed, symbols, balances, mode and tapes with it',
  },
  { name: 'json', meaning: 'first line of output: {"restUrl","wsUrl","apiKey","secretKey"}, and controlUrl where it is open' },
  { name: 'list-faults', meaning: 'print every fault, what it does and what it takes' },
  { name: 'list-gaps', meaning: 'print what the venue has and this has not' },
  { name: 'help', meaning: 'print this' },
] as const satisfies readonly FlagRow[];

export type FlagName = (typeof flagRows)[number]['name'];

/** The rows, seen as any row. */
export const flags: readonly FlagRow[] = flagRows;
