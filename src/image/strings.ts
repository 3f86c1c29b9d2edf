import { ByteWriter } from "./bytes.js";
import { MAX } from "./layout.js";
import { ImageTooLargeError } from "./too-large.js";

/** The image's strings, each stored once: `u16 length | bytes`, aligned to 2. */
export class StringPool {
  private readonly offsets = new Map<string, number>();
  private readonly bytesOffsets = new Map<string, number>();
  private readonly writer = new ByteWriter(1 << 16);

  /** `base`: where in the image the pool begins. */
  constructor(private readonly base: number) {}

  /** The image offset of a string. */
  offsetOf(text: string): number {
    const known = this.offsets.get(text);
    if (known !== undefined) return known;
    const offset = this.add(Buffer.from(text, "utf8"));
    this.offsets.set(text, offset);
    return offset;
  }

  /** The image offset of bytes that may be no text. */
  offsetOfBytes(bytes: Uint8Array): number {
    const name = bytes.join();
    const known = this.bytesOffsets.get(name);
    if (known !== undefined) return known;
    const offset = this.add(bytes);
    this.bytesOffsets.set(name, offset);
    return offset;
  }

  finish(): Uint8Array {
    this.writer.align(4);
    return this.writer.finish();
  }

  private add(bytes: Uint8Array): number {
    if (bytes.length > MAX.STRING)
      throw new ImageTooLargeError(`a string of ${bytes.length} bytes`, MAX.STRING);
    this.writer.align(2);
    const offset = this.base + this.writer.length;
    this.writer.u16(bytes.length);
    this.writer.append(bytes);
    return offset;
  }
}
