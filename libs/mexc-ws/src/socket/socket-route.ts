/** How connections leave this machine. */
export interface SocketRoute {
  /** Through this HTTP proxy (`CONNECT`): `http://host:port`, with `user:password@` where it wants one. */
  readonly proxy?: { readonly url: string };
  /** Certificate authorities to trust instead of Node's, PEM. */
  readonly ca?: string | Buffer | ReadonlyArray<string | Buffer>;
  /** Address of this machine to leave from. */
  readonly localAddress?: string;
  /** 4 or 6: only addresses of this family; with a proxy, of the proxy. */
  readonly family?: 4 | 6;
}
