import { type DecimalText, add, divide, isZero, multiply, subtract } from '@prate/execution-interface/decimal';
import type { OpenTypeWord, PositionStateWord, PositionTypeWord } from '@prate/mexc-protocol';
import type { SimulatedContract } from '../simulated-contract';
import { QUOTIENT_SCALE, averagePrice, grossProfit, holdingMargin } from './margin';
import type { OrderIds } from './order-ids';

/** An open position. Contracts and settle-coin amounts are decimal text; `fees` are paid when positive. */
export interface SimulatedPosition {
  readonly positionId: string;
  readonly symbol: string;
  readonly side: PositionTypeWord;
  readonly openType: OpenTypeWord;
  readonly createdAtMs: number;
  /** In custody the system has taken it over: it counts no more. */
  state: PositionStateWord;
  leverage: number;
  holdVol: DecimalText;
  holdAvgPrice: DecimalText;
  openedVol: DecimalText;
  openAvgPrice: DecimalText;
  closeVol: DecimalText;
  closeAvgPrice: DecimalText;
  /** Current margin, closing fee included (reference 9.6). */
  margin: DecimalText;
  /** The same without what was moved in or out by hand. */
  originalMargin: DecimalText;
  /** Whether free balance flows in before it is liquidated. */
  isAutoAddMargin: boolean;
  /** All margin that openings have brought in. */
  openedMargin: DecimalText;
  closeProfit: DecimalText;
  fees: DecimalText;
  /** Funding so far: received is positive (reference 9.10). */
  holdFee: DecimalText;
  /** 1 to 5 in line for deleveraging; 0 until it was looked at. */
  adlLevel: number;
  version: number;
  updatedAtMs: number;
}

export interface PositionChange {
  readonly vol: DecimalText;
  readonly price: DecimalText;
  readonly fee: DecimalText;
  readonly atMs: number;
}

const REMEMBERED_POSITIONS = 10_000;

/** The open positions of the account, and the newest 10,000 closed ones. */
export class Positions {
  private readonly byId = new Map<string, SimulatedPosition>();
  private readonly bySide = new Map<string, SimulatedPosition>();
  private closedOnes: SimulatedPosition[] = [];

  constructor(private readonly ids: OrderIds) {}

  all(): readonly SimulatedPosition[] {
    return [...this.byId.values()];
  }

  hasOpen(): boolean {
    return this.byId.size > 0;
  }

  /** Oldest closing first. */
  closed(): readonly SimulatedPosition[] {
    return this.closedOnes.slice(-REMEMBERED_POSITIONS);
  }

  byPositionId(positionId: string): SimulatedPosition | undefined {
    return this.byId.get(positionId);
  }

  find(symbol: string, side: PositionTypeWord): SimulatedPosition | undefined {
    return this.bySide.get(sideKey(symbol, side));
  }

  /** Opens, or adds to, the position of that side. */
  increase(
    contract: SimulatedContract,
    terms: { readonly side: PositionTypeWord; readonly openType: OpenTypeWord; readonly leverage: number },
    change: PositionChange,
  ): SimulatedPosition {
    const position = this.find(contract.symbol, terms.side) ?? this.start(contract, terms, change.atMs);
    position.holdAvgPrice = averagePrice(contract, { vol: position.holdVol, price: position.holdAvgPrice }, change);
    position.openAvgPrice = averagePrice(contract, { vol: position.openedVol, price: position.openAvgPrice }, change);
    position.holdVol = add(position.holdVol, change.vol);
    position.openedVol = add(position.openedVol, change.vol);
    const margin = holdingMargin(contract, change.vol, change.price, position.leverage);
    position.margin = add(position.margin, margin);
    position.originalMargin = add(position.originalMargin, margin);
    position.openedMargin = add(position.openedMargin, margin);
    position.fees = add(position.fees, change.fee);
    touch(position, change.atMs);
    return position;
  }

  /** Closes part or all of a position; the gross profit is returned, and the margin shrinks in proportion. */
  decrease(contract: SimulatedContract, position: SimulatedPosition, change: PositionChange): DecimalText {
    const { side, holdAvgPrice: entryPrice } = position;
    const profit = grossProfit(contract, { side, vol: change.vol, entryPrice, price: change.price });
    const left = subtract(position.holdVol, change.vol);
    position.margin = isZero(left) ? '0' : divide(multiply(position.margin, left), position.holdVol, QUOTIENT_SCALE);
    position.originalMargin = isZero(left) ? '0' : divide(multiply(position.originalMargin, left), position.holdVol, QUOTIENT_SCALE);
    position.closeAvgPrice = averagePrice(contract, { vol: position.closeVol, price: position.closeAvgPrice }, change);
    position.closeVol = add(position.closeVol, change.vol);
    position.holdVol = left;
    position.closeProfit = add(position.closeProfit, profit);
    position.fees = add(position.fees, change.fee);
    touch(position, change.atMs);
    if (isZero(left)) this.retire(position);
    return profit;
  }

  /** Contracts of it were reserved by a closing order, or are free again: nothing else changes. */
  reserve(position: SimulatedPosition, atMs: number): void {
    touch(position, atMs);
  }

  /** Funding was received (or paid, less than 0); what the free balance could not pay is taken out of the margin. */
  fund(
    position: SimulatedPosition,
    change: { readonly funding: DecimalText; readonly fromMargin: DecimalText; readonly atMs: number },
  ): void {
    position.holdFee = add(position.holdFee, change.funding);
    position.margin = subtract(position.margin, change.fromMargin);
    touch(position, change.atMs);
  }

  /** The system has taken it: its margin is gone, and it waits to be closed with {@link decrease}. */
  takeIntoCustody(position: SimulatedPosition, atMs: number): void {
    position.state = 'custody';
    position.margin = '0';
    position.originalMargin = '0';
    touch(position, atMs);
  }

  private retire(position: SimulatedPosition): void {
    position.state = 'closed';
    this.byId.delete(position.positionId);
    this.bySide.delete(sideKey(position.symbol, position.side));
    this.closedOnes.push(position);
    if (this.closedOnes.length >= 2 * REMEMBERED_POSITIONS) this.closedOnes = this.closedOnes.slice(-REMEMBERED_POSITIONS);
  }

  private start(
    contract: SimulatedContract,
    terms: { readonly side: PositionTypeWord; readonly openType: OpenTypeWord; readonly leverage: number },
    atMs: number,
  ): SimulatedPosition {
    const position: SimulatedPosition = {
      positionId: this.ids.nextPositionId(atMs),
      symbol: contract.symbol,
      ...terms,
      createdAtMs: atMs,
      state: 'holding',
      holdVol: '0',
      holdAvgPrice: '0',
      openedVol: '0',
      openAvgPrice: '0',
      closeVol: '0',
      closeAvgPrice: '0',
      margin: '0',
      originalMargin: '0',
      isAutoAddMargin: false,
      openedMargin: '0',
      closeProfit: '0',
      fees: '0',
      holdFee: '0',
      adlLevel: 0,
      version: 0,
      updatedAtMs: atMs,
    };
    this.byId.set(position.positionId, position);
    this.bySide.set(sideKey(contract.symbol, terms.side), position);
    return position;
  }
}

/** What the account has from it for good: gross profit of what was closed, minus fees, plus funding (reference 9.7). */
export function realised({ closeProfit, fees, holdFee }: SimulatedPosition): DecimalText {
  return add(subtract(closeProfit, fees), holdFee);
}

function sideKey(symbol: string, side: PositionTypeWord): string {
  return `${symbol}/${side}`;
}

function touch(position: SimulatedPosition, atMs: number): void {
  position.version += 1;
  position.updatedAtMs = atMs;
}
