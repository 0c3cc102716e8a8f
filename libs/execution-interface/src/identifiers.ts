declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** The venue's id of an order: text, because 18 digits do not fit a double. */
export type VenueOrderId = Branded<'VenueOrderId'>;

/** Our id of an order, made before the first attempt and kept for ever: at most 32 of `[A-Za-z0-9_-]`. */
export type ClientOrderId = Branded<'ClientOrderId'>;

export type PositionId = Branded<'PositionId'>;

/** The venue's id of one fill. */
export type TradeId = Branded<'TradeId'>;

/** A text that is no id of the kind asked for. Thrown for programmer errors only; HTTP input is checked before. */
export class IdentifierError extends Error {
  override readonly name = 'IdentifierError';
}

const CLIENT_ORDER_ID_PATTERN = /^[A-Za-z0-9_-]{1,32}$/;

/** @throws {IdentifierError} unless it is 1 to 32 of `[A-Za-z0-9_-]` (it travels in a URL path) */
export function clientOrderId(text: string): ClientOrderId {
  if (typeof text !== 'string' || !CLIENT_ORDER_ID_PATTERN.test(text)) {
    throw new IdentifierError(`clientOrderId: found ${JSON.stringify(text)}, expected 1 to 32 characters of A-Z a-z 0-9 _ -`);
  }
  return text as ClientOrderId;
}

/** @throws {IdentifierError} unless it is non-empty text; a number is refused, because it may have lost digits already */
export function venueOrderId(text: string): VenueOrderId {
  if (typeof text !== 'string' || text.length === 0) {
    throw new IdentifierError(`venueOrderId: found ${JSON.stringify(text)} (${typeof text}), expected non-empty text`);
  }
  return text as VenueOrderId;
}

/** @throws {IdentifierError} unless it is non-empty text */
export function positionId(text: string): PositionId {
  if (typeof text !== 'string' || text.length === 0) {
    throw new IdentifierError(`positionId: found ${JSON.stringify(text)} (${typeof text}), expected non-empty text`);
  }
  return text as PositionId;
}

/** @throws {IdentifierError} unless it is non-empty text */
export function tradeId(text: string): TradeId {
  if (typeof text !== 'string' || text.length === 0) {
    throw new IdentifierError(`tradeId: found ${JSON.stringify(text)} (${typeof text}), expected non-empty text`);
  }
  return text as TradeId;
}
