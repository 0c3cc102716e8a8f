import { printWireJson } from '@prate/mexc-protocol';

/** A push of a channel that is in no table. */
export function tomorrowsPush(nowMs: number): string {
  return printWireJson({ channel: 'push.channel.of.tomorrow', data: { value: 1 }, ts: nowMs });
}

/** One field more at the head of `data`, or of its first row; the digits of all others stay as they are. Unchanged where `data` is no object. */
export function withFieldOfTomorrow(frame: string): string {
  return frame.replace(/"data":(\[?)\{/, '"data":$1{"fieldOfTomorrow":"unmapped",');
}

/** The kline of a push with the close at the other end of its range, and no volume. */
export function alterKline(frame: string): string {
  const valueOf = (name: string): string => new RegExp(`"${name}":([^,}]+)`).exec(frame)?.[1] ?? '0';
  const close = valueOf('c') === valueOf('h') ? valueOf('l') : valueOf('h');
  return frame
    .replace(/"(c|rc)":[^,}]+/g, (_match, name: string) => `"${name}":${close}`)
    .replace(/"(q|a)":[^,}]+/g, (_match, name: string) => `"${name}":0`);
}
