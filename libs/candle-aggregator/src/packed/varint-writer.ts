const INT32_MAX = 0x7fffffff;

/** Whole numbers as bytes, small ones in few: seven bits a byte, the lowest first. Grows as needed; exact below 2^53. */
export class VarintWriter {
  private bytes: Uint8Array;
  private end = 0;

  constructor(capacity = 1024) {
    this.bytes = new Uint8Array(capacity);
  }

  /** A whole number from 0 to 2^53 − 1. */
  unsigned(value: number): void {
    if (this.end + 8 > this.bytes.length) this.grow();
    this.rest(value);
  }

  /** A whole number between −2^53 and 2^53; its sign takes one bit of the first byte. */
  signed(value: number): void {
    if (this.end + 9 > this.bytes.length) this.grow();
    const size = value < 0 ? -value : value;
    const sign = value < 0 ? 0x40 : 0;
    if (size < 0x40) {
      this.bytes[this.end] = sign | size;
      this.end += 1;
      return;
    }
    const low = size % 0x40;
    this.bytes[this.end] = 0x80 | sign | low;
    this.end += 1;
    this.rest((size - low) / 0x40);
  }

  /** Text of ASCII characters with its length before it. */
  text(text: string): void {
    this.unsigned(text.length);
    for (let i = 0; i < text.length; i += 1) this.unsigned(text.charCodeAt(i));
  }

  /** A copy of what was written. */
  toBuffer(): Buffer {
    return Buffer.from(this.bytes.subarray(0, this.end));
  }

  /** Begins again. */
  clear(): void {
    this.end = 0;
  }

  private rest(value: number): void {
    const { bytes } = this;
    let { end } = this;
    let left = value;
    while (left > INT32_MAX) {
      const low = left % 0x80;
      bytes[end] = 0x80 | low;
      end += 1;
      left = (left - low) / 0x80;
    }
    left |= 0;
    while (left > 0x7f) {
      bytes[end] = 0x80 | (left & 0x7f);
      end += 1;
      left >>>= 7;
    }
    bytes[end] = left;
    this.end = end + 1;
  }

  private grow(): void {
    const longer = new Uint8Array(this.bytes.length * 2 + 16);
    longer.set(this.bytes);
    this.bytes = longer;
  }
}
