/** Calls back when what is under way in this turn of the event loop is done. */
export function afterThisTurn(act: () => void): void {
  setImmediate(act);
}
