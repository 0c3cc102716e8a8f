/** Which statements of how a thing is are news: none older than the last on its connection, none that says the same again. */
export class NewestFilter<Data extends { readonly atMs: number }> {
  private epoch?: number;
  private atMs = -Infinity;
  private text = '';

  isNews(epoch: number, data: Data): boolean {
    // Clocks of two gateways may differ, so times are compared within a connection only.
    if (epoch === this.epoch && data.atMs < this.atMs) return false;
    const text = JSON.stringify(data);
    if (text === this.text) return false;
    this.epoch = epoch;
    this.atMs = data.atMs;
    this.text = text;
    return true;
  }
}
