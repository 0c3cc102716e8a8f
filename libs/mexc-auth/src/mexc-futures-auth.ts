import { Credentials, type CredentialsInput } from './credentials';
import { RequestClock } from './request-clock';
import { signLogin, type SignedLogin } from './sign-login';
import { type RequestToSign, signRequest, type SignedRequest } from './sign-request';

export interface MexcFuturesAuthConfig {
  readonly credentials: Credentials | CredentialsInput;
  /** Shared by everything that signs for this account; an own one over the machine's clock when left out. */
  readonly clock?: RequestClock;
}

/** Signs for one MEXC Futures account: REST requests and the WebSocket login, over one set of credentials and one clock. */
export class MexcFuturesAuth {
  readonly #credentials: Credentials;
  /** Feed it the server's time; what it says is what gets signed. */
  readonly clock: RequestClock;

  /**
   * @throws {CredentialsMissingError} when key or secret is absent, empty or blank
   * @throws {CredentialsInvalidError} when one of them cannot be a key or a secret
   */
  constructor({ credentials, clock }: MexcFuturesAuthConfig) {
    this.#credentials = credentials instanceof Credentials ? credentials : new Credentials(credentials);
    this.clock = clock ?? new RequestClock();
  }

  /**
   * Query text and headers of a request, signed now. Send exactly the returned query, or exactly the body that was handed in.
   *
   * @throws {QueryValueError} when a query value cannot be signed
   */
  signRequest(request: RequestToSign): SignedRequest {
    return signRequest(this.#credentials, this.clock.nowMs(), request);
  }

  /** `param` of a WebSocket login, signed now. */
  signLogin(): SignedLogin {
    return signLogin(this.#credentials, this.clock.nowMs());
  }
}
