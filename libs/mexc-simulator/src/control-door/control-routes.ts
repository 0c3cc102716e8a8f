import type { SimulatorControl } from '../control';
import { faultRows } from '../faults/fault-rows';
import { streamFaultRows } from '../faults/stream-fault-rows';
import { simulatorGaps } from '../gaps';
import type { PermissionName } from '../http/access';
import type { ContractChange } from '../simulated-contract';
import type { StreamTopic } from '../websocket/stream-topics';
import { type ControlInput, ControlRefusal } from './control-input';

/** What the control door opens to. */
export interface ControlReach {
  readonly control: SimulatorControl;
  readonly addresses: { readonly restUrl: string; readonly wsUrl: string };
  readonly clock: { nowMs(): number; advance?(byMs: number): void };
}

export interface ControlRequest extends ControlReach {
  readonly input: ControlInput;
  /** What stands for `{name}` in the route. */
  readonly name: string;
}

/** Answers the JSON to send; nothing is answered by `{"done":true}`. @throws {ControlRefusal} {RangeError} */
type ControlRoute = (request: ControlRequest) => unknown;

type Parameters1<Call extends (...args: never[]) => unknown> = Parameters<Call>[1];
type Parameters2<Call extends (...args: never[]) => unknown> = Parameters<Call>[2];
type Faults = SimulatorControl['faults'];
type Streams = SimulatorControl['streams'];

const LONGEST_STEP_MS = 7 * 86_400_000;

/** Everything the control door does: `VERB /path`, `{name}` a part of the path. */
export const controlRoutes: Readonly<Record<string, ControlRoute>> = {
  'GET /health': ({ clock, addresses }) => ({
    status: 'ok',
    simulated: true,
    what: 'Prate simulator, no exchange',
    nowMs: clock.nowMs(),
    ...addresses,
  }),
  'GET /state': ({ control, clock }) => ({ nowMs: clock.nowMs(), ...control.snapshot() }),
  'GET /snapshot': ({ control }) => control.save(),
  'POST /restore': () => {
    throw new ControlRefusal(
      409,
      'found an exchange that runs, expected none: a snapshot is restored by starting with it (restore, --restore)',
    );
  },
  'GET /log': ({ control }) => ({ requests: control.log, streams: control.streams.log, connectionCount: control.streams.connectionCount }),
  'GET /gaps': ({ control }) => ({ ...simulatorGaps(), asked: control.unsupported }),

  'GET /faults': ({ control }) => ({
    planned: control.faults.list(),
    plannedOnStreams: control.streams.list(),
    known: meanings(faultRows),
    knownOnStreams: meanings(streamFaultRows),
  }),
  // Names and options are checked behind the door, where every way of planning meets the same table.
  'POST /faults/next': ({ control: { faults }, input }) =>
    faults.next(...target(input), input.others<NonNullable<Parameters2<Faults['next']>>>('endpoint', 'fault')),
  'POST /faults/sometimes': ({ control: { faults }, input }) =>
    faults.sometimes(...target(input), input.others<Parameters2<Faults['sometimes']>>('endpoint', 'fault')),
  'POST /faults/between': ({ control: { faults }, input }) =>
    faults.between(...target(input), input.others<Parameters2<Faults['between']>>('endpoint', 'fault')),
  'POST /faults/clear': ({ control }) => control.faults.clear(),

  'POST /streams/next': ({ control: { streams }, input }) =>
    streams.next(streamFault(input), input.others<NonNullable<Parameters1<Streams['next']>>>('fault')),
  'POST /streams/sometimes': ({ control: { streams }, input }) =>
    streams.sometimes(streamFault(input), input.others<Parameters1<Streams['sometimes']>>('fault')),
  'POST /streams/between': ({ control: { streams }, input }) =>
    streams.between(streamFault(input), input.others<Parameters1<Streams['between']>>('fault')),
  'POST /streams/clear': ({ control }) => control.streams.clear(),
  'POST /streams/cut': ({ control }) => control.streams.cut(),
  'POST /streams/half-open': ({ control }) => control.streams.halfOpen(),
  'POST /streams/silence': ({ control, input }) => control.streams.silence(input.only('topic').text('topic') as StreamTopic),
  'POST /streams/unsilence': ({ control, input }) => control.streams.unsilence(input.only('topic').text('topic') as StreamTopic),
  'POST /streams/slow': ({ control, input }) => control.streams.slow(input.only('ms').wholeNumber('ms', 0)),

  'POST /clock/advance': ({ control, clock, input }) => {
    if (clock.advance === undefined) throw new ControlRefusal(409, "clock: found the machine's, expected one that is moved by hand");
    const ms = input.only('ms').wholeNumber('ms', 1);
    if (ms > LONGEST_STEP_MS) throw new ControlRefusal(400, `ms: found ${ms}, expected at most ${LONGEST_STEP_MS} at a time`);
    clock.advance(ms);
    control.pump();
    return { nowMs: clock.nowMs() };
  },
  'POST /clock/skew': ({ control, input }) => control.skewClock(input.only('ms').number('ms')),
  'POST /pump': ({ control }) => control.pump(),

  'POST /balances': ({ control, input }) => {
    const currency = input.only('currency', 'amount').text('currency');
    const amount = input.decimal('amount');
    if (amount.startsWith('-')) control.withdraw(currency, amount.slice(1));
    else control.deposit(currency, amount);
    return control.snapshot().balances;
  },
  'POST /position-mode': ({ control, input }) => control.setPositionMode(input.only('mode').oneOf('mode', ['hedge', 'one-way'])),
  'POST /access': ({ control, input }) => {
    input.only('permissions', 'address');
    if (input.has('permissions')) control.access.permit(input.texts('permissions') as readonly PermissionName[]);
    if (!input.has('address')) return;
    if (input.oneOf('address', ['blocked', 'allowed']) === 'blocked') control.access.blockAddress();
    else control.access.unblockAddress();
  },
  'POST /liquidate': ({ control, input }) => control.liquidate(...held(input.only('symbol', 'side'))),
  'POST /deleverage': ({ control, input }) =>
    control.deleverage(...held(input.only('symbol', 'side', 'vol')), ...(input.has('vol') ? [input.decimal('vol')] : [])),
  'POST /contracts/{name}': ({ control, input, name }) => control.changeContract(name, contractChange(input)),
  'POST /prices/{name}': ({ control, clock, input, name }) => {
    let feed: ReturnType<SimulatorControl['feed']>;
    try {
      feed = control.feed(name);
    } catch (error) {
      throw new ControlRefusal(409, `prices of ${name} cannot be handed in: ${error instanceof Error ? error.message : String(error)}`);
    }
    input.only('price', 'contracts', 'takerSide');
    const trade = {
      price: input.decimal('price'),
      contracts: input.decimal('contracts'),
      takerSide: input.oneOf('takerSide', ['buy', 'sell']),
    };
    feed.trade({ ...trade, atMs: clock.nowMs() });
    return feed.state;
  },
};

function target(input: ControlInput): [Parameters<Faults['next']>[0], Parameters<Faults['next']>[1]] {
  return [input.text('endpoint') as Parameters<Faults['next']>[0], input.text('fault') as Parameters<Faults['next']>[1]];
}

function held(input: ControlInput): [symbol: string, side: 'long' | 'short'] {
  return [input.text('symbol'), input.oneOf('side', ['long', 'short'])];
}

function streamFault(input: ControlInput): Parameters<Streams['next']>[0] {
  return input.text('fault') as Parameters<Streams['next']>[0];
}

function meanings(rows: Readonly<Record<string, { readonly meaning: string }>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(rows).map(([name, { meaning }]) => [name, meaning]));
}

const decimalsOfContract = ['minVol', 'maxVol', 'limitMaxVol', 'makerFeeRate', 'takerFeeRate'] as const;

function contractChange(input: ControlInput): ContractChange {
  const members = input.only('state', 'apiAllowed', 'maxLeverage', ...decimalsOfContract).others<ContractChange>();
  if (Object.keys(members).length === 0) throw new ControlRefusal(400, 'body: found nothing to change, expected a field of the contract');
  if (input.has('apiAllowed')) input.flag('apiAllowed');
  for (const name of decimalsOfContract) if (input.has(name)) input.decimal(name);
  if (input.has('maxLeverage')) input.wholeNumber('maxLeverage', 1);
  if (input.has('state') && input.wholeNumber('state', 0) > 4) throw new ControlRefusal(400, 'state: expected 0 to 4');
  return members;
}
