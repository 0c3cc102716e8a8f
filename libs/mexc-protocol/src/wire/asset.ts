/** One currency of the account (reference 5.1). */
export interface WireAsset {
  readonly currency: string;
  readonly positionMargin: string;
  readonly frozenBalance: string;
  readonly availableBalance: string;
  readonly equity: string;
  readonly unrealized: string;
  readonly cashBalance?: string;
}
