import type { ApiToken } from './api-token';

/** Who may do what on this server, told by the bearer token of a request. */
export class ApiTokens {
  constructor(
    private readonly api: ApiToken,
    private readonly admin: ApiToken | undefined,
  ) {}

  /** Whether acts of an operator have a token of their own. */
  get hasAdmin(): boolean {
    return this.admin !== undefined;
  }

  /** Everybody who is known here. */
  mayTrade(authorization: string | undefined): boolean {
    return this.api.isIn(authorization) || this.isAdmin(authorization);
  }

  /** Whether it is the token of an operator, where there is one. */
  isAdmin(authorization: string | undefined): boolean {
    return this.admin?.isIn(authorization) ?? false;
  }
}
