import type { MexcSimulator } from '@prate/mexc-simulator';
import type { ProgramOptions } from './program-options';

type Addresses = Pick<MexcSimulator, 'restUrl' | 'wsUrl' | 'controlUrl' | 'keys'>;

/** The first line for programs. */
export function addressLine({ restUrl, wsUrl, controlUrl, keys }: Addresses): string {
  const { apiKey, apiSecret: secretKey } = keys;
  return JSON.stringify({ restUrl, wsUrl, apiKey, secretKey, ...(controlUrl === undefined ? {} : { controlUrl }) });
}

/** What people see: that it is simulated, where it is, and what to tell a client. */
export function banner(
  { restUrl, wsUrl, controlUrl, keys }: Addresses,
  { clock, seed, paper }: Pick<ProgramOptions, 'clock' | 'seed' | 'paper'>,
): string {
  const clocks = {
    machine: "the machine's",
    manual: 'moved by POST /clock/advance on the control door',
    tape: 'from the start of the tape, at the usual speed',
  } as const;
  return [
    'SIMULATED MEXC Futures exchange: no order leaves this machine, no money is real.',
    ...(paper === undefined
      ? []
      : [`PAPER: SIMULATED money on the live prices of ${paper.restUrl ?? 'MEXC'}, whose public data is read and nothing else.`]),
    '',
    `  REST        ${restUrl}      instead of https://api.mexc.com`,
    `  WebSocket   ${wsUrl}   instead of wss://contract.mexc.com/edge`,
    `  API key     ${keys.apiKey}`,
    `  secret key  ${keys.apiSecret}`,
    `  control     ${controlUrl ?? 'closed; --control-port 0 opens it'}`,
    `  clock       ${clocks[clock]}`,
    `  seed        ${seed}`,
    '',
    'In a client set the two addresses and the keys; keys of a real exchange are refused. Times follow GET /api/v1/contract/ping.',
    'Ctrl+C stops it; nothing is kept.',
  ].join('\n');
}
