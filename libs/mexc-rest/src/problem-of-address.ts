import type { Issue } from './errors';
import { restPresets } from './presets';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const PRESET_HOSTS = Object.values(restPresets).map((preset) => new URL(preset).hostname);

/** What keeps us from talking to this address; keys and orders go nowhere but where they were meant to go. */
export function problemOfAddress(text: string, allowHosts: readonly string[]): Pick<Issue, 'found' | 'expected'> | undefined {
  const expected = 'an https:// address, or http:// of this machine, without user, query and fragment';
  const found = withoutUser(text);
  if (!URL.canParse(text)) return { found, expected };
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isHome = LOOPBACK.test(hostname);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isHome);
  if (!isSafe || `${username}${password}${search}${hash}` !== '') return { found, expected };
  if (isHome || PRESET_HOSTS.includes(hostname) || allowHosts.includes(hostname)) return undefined;
  return { found, expected: `a host of ${[...PRESET_HOSTS, ...allowHosts].join(', ')}, this machine, or allowHosts: ['${hostname}']` };
}

/** Whether it is an address of this machine. */
export function isLoopback(address: unknown): boolean {
  return typeof address === 'string' && URL.canParse(address) && LOOPBACK.test(new URL(address).hostname);
}

/** As text to show: what stands before an @ may be a password. */
export function withoutUser(address: string): string {
  return JSON.stringify(address.replace(/^.*@/s, '…@'));
}
