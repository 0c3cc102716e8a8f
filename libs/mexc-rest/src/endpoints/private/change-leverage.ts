import { bareNumber } from '@prate/mexc-protocol';
import { nothing } from '../../transport/read-data';
import type { CallOptions, SendRequest } from '../../transport/send-request';
import { checkParameters } from '../check-parameters';
import { integerBetween, oneOf, symbol, venueId } from '../parameter-rules';

/** Of one side where no position is open. */
export interface ChangeLeverageOfSide {
  readonly symbol: string;
  /** Whole times. */
  readonly leverage: number;
  /** 1 isolated, 2 cross: this call sets the margin mode, too. */
  readonly openType: number;
  /** 1 long, 2 short. */
  readonly positionType: number;
}

/** Of an open position. */
export interface ChangeLeverageOfPosition {
  readonly positionId: string;
  /** Whole times. */
  readonly leverage: number;
}

export type ChangeLeverageParameters = ChangeLeverageOfSide | ChangeLeverageOfPosition;

const leverage = integerBetween(1, 1_000);

/**
 * Sets leverage, and without a position the margin mode, of one side. Never repeated. The venue's bulk switches (`leverageMode`,
 * `marginSelected`, `leverageSelected`) are not offered: what they do to other contracts is not documented.
 * Source: reference 5.5. Permission: Order Placing.
 *
 * @throws {InvalidRequestError} for parameters that make no sense, or of both forms at once
 * @throws {CredentialsMissingError} without keys
 * @throws {MexcApiError | TransportError | UnreadableResponseError} `proves` says whether it may have been set
 */
export async function changeLeverage(send: SendRequest, parameters: ChangeLeverageParameters, options?: CallOptions): Promise<void> {
  return send({ endpoint: 'change-leverage', body: toBody(parameters), read: nothing }, options);
}

function toBody(parameters: ChangeLeverageParameters): object {
  if ('positionId' in Object(parameters)) {
    const ofPosition = parameters as ChangeLeverageOfPosition;
    checkParameters('change-leverage', ofPosition, { positionId: venueId, leverage });
    return { positionId: bareNumber(ofPosition.positionId), leverage: ofPosition.leverage };
  }
  const ofSide = parameters as ChangeLeverageOfSide;
  checkParameters('change-leverage', ofSide, { symbol, leverage, openType: oneOf(1, 2), positionType: oneOf(1, 2) });
  return { symbol: ofSide.symbol, openType: ofSide.openType, positionType: ofSide.positionType, leverage: ofSide.leverage };
}
