/** Reads what a `VarintWriter` wrote. */
export class VarintReader {
  /** Place of the next byte. Who reads bytes in place sets it to where it went on to. */
  at = 0;

  constructor(readonly bytes: Uint8Array) {}

  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }

  unsigned(): number {
    const byte = this.next();
    return byte < 0x80 ? byte : this.rest(byte & 0x7f, 0x80);
  }

  signed(): number {
    const byte = this.next();
    const low = byte & 0x3f;
    const size = byte < 0x80 ? low : this.rest(low, 0x40);
    return (byte & 0x40) === 0 ? size : -size;
  }

  text(): string {
    const length = this.unsigned();
    let text = '';
    for (let i = 0; i < length; i += 1) text += String.fromCharCode(this.unsigned());
    return text;
  }

  /** The bytes above those that were read; `weight`: what the lowest bit of the next byte counts. */
  private rest(low: number, weight: number): number {
    let value = low;
    let factor = weight;
    for (;;) {
      const byte = this.next();
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 0x80;
    }
  }

  private next(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new RangeError(`packed candles: found the end after ${this.at} bytes, expected more`);
    this.at += 1;
    return byte;
  }
}
