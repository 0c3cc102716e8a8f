const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i;

/**
 * Whether a request names this machine by a name of its own. A page elsewhere whose name was turned to 127.0.0.1 sends its own name as
 * host, and says in `Origin` where it comes from.
 */
export function isFromHere({ host, origin }: { readonly host?: string | undefined; readonly origin?: string | undefined }): boolean {
  if (host === undefined || !LOOPBACK.test(host)) return false;
  return origin === undefined || (/^https?:\/\//.test(origin) && LOOPBACK.test(origin.replace(/^https?:\/\//, '')));
}
