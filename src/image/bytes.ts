/** A byte buffer that grows as it is written; little-endian. */
export class ByteWriter {
  private bytes: Uint8Array;
  private view: DataView;
  private end = 0;

  constructor(capacity: number) {
    this.bytes = new Uint8Array(Math.max(capacity, 64));
    this.view = new DataView(this.bytes.buffer);
  }

  get length(): number {
    return this.end;
  }

  u8(value: number): void {
    const at = this.reserve(1);
    this.view.setUint8(at, value);
  }

  u16(value: number): void {
    const at = this.reserve(2);
    this.view.setUint16(at, value, true);
  }

  u32(value: number): void {
    const at = this.reserve(4);
    this.view.setUint32(at, value, true);
  }

  u64(value: bigint): void {
    const at = this.reserve(8);
    this.view.setBigUint64(at, value, true);
  }

  f64(value: number): void {
    const at = this.reserve(8);
    this.view.setFloat64(at, value, true);
  }

  append(bytes: Uint8Array | readonly number[]): void {
    const at = this.reserve(bytes.length);
    this.bytes.set(bytes, at);
  }

  /** Fills up with zeros to a multiple of `alignment`. */
  align(alignment: number): void {
    this.reserve((alignment - (this.end % alignment)) % alignment);
  }

  /** Adds to a 32-bit number written before. */
  addU32(at: number, amount: number): void {
    this.view.setUint32(at, this.view.getUint32(at, true) + amount, true);
  }

  setU32(at: number, value: number): void {
    this.view.setUint32(at, value, true);
  }

  setU64(at: number, value: bigint): void {
    this.view.setBigUint64(at, value, true);
  }

  /** What was written so far; a copy. */
  finish(): Uint8Array {
    return this.bytes.slice(0, this.end);
  }

  /** Makes room at the end and gives its offset. It may replace `bytes` and `view`: call it before they are read. */
  private reserve(size: number): number {
    const at = this.end;
    this.end += size;
    if (this.end > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.end, this.bytes.length * 2));
      grown.set(this.bytes);
      this.bytes = grown;
      this.view = new DataView(grown.buffer);
    }
    return at;
  }
}
