import { type FaultRow, type StreamFaultRow, faultRows, simulatorGaps, streamFaultRows } from '@prate/mexc-simulator';
import { flags } from './flag-rows';

/** Every fault with what it does and takes, a line each. */
export function faultList(): string {
  const requests = Object.entries<FaultRow>(faultRows).map(([name, { meaning, suits, needs = [], takes = [] }]) => {
    const options = [...needs.map((option) => `${option}=…`), ...takes.map((option) => `[${option}=…]`)];
    const notes = [...(options.length === 0 ? [] : [options.join(' ')]), ...(suits === undefined ? [] : [`of ${suits.join(', ')}`])];
    return [name, notes.length === 0 ? meaning : `${meaning} (${notes.join('; ')})`] as const;
  });
  const streams = Object.entries<StreamFaultRow>(streamFaultRows).map(([name, { meaning }]) => [name, meaning] as const);
  return [
    'Faults of requests (--fault endpoint:fault[:0.05|:x3][:option=value], control door /faults):',
    ...columns(requests),
    '',
    'Faults of sockets (control door /streams); besides: silence, slow, cut, half-open:',
    ...columns(streams),
  ].join('\n');
}

/** What the venue has and the simulator has not. */
export function gapList(): string {
  const { endpoints, channels } = simulatorGaps();
  return [
    'Endpoints of the venue that the simulator answers with 404:',
    ...columns(endpoints.map(({ name, route }) => [route, name] as const)),
    '',
    'Channels of the venue on which it never pushes:',
    ...channels.map((channel) => `  ${channel}`),
  ].join('\n');
}

export function helpText(): string {
  const rows = flags.map(({ name, value, meaning, isMultiple }) => {
    const text = isMultiple === true ? `${meaning} (may be repeated)` : meaning;
    return [`--${name}${value === undefined ? '' : ` ${value}`}`, text] as const;
  });
  return ['A simulated MEXC Futures exchange. No order goes anywhere.', '', 'npm run simulator -- [flags]', '', ...stacked(rows)].join(
    '\n',
  );
}

function columns(rows: readonly (readonly [string, string])[]): readonly string[] {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, text]) => `  ${name.padEnd(width)}  ${text}`);
}

function stacked(rows: readonly (readonly [string, string])[]): readonly string[] {
  return rows.flatMap(([name, text]) => [`  ${name}`, `      ${text}`]);
}
