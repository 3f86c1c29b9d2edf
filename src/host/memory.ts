import type { Restriction } from "./restriction.js";

/** Why a result could not be handed to the guest: it gave an address outside its memory, or no memory at all. */
export class GuestMemoryError extends Error {
  readonly code = "guest-memory";

  constructor() {
    super("the module named memory that it does not have");
  }
}

/**
 * The guest's linear memory. Views are made anew whenever the memory has grown, since growing detaches
 * the old buffer. Text is one byte a character (ISO 8859-1), as HTTP header bytes are.
 */
export class GuestMemory {
  private memory: WebAssembly.Memory | undefined;
  private malloc: (size: number) => number = () => 0;
  private buffer = Buffer.alloc(0);
  private words = new DataView(new ArrayBuffer(0));

  constructor(private readonly restriction: Restriction) {}

  /** `malloc`: the guest's; answers 0 when it has no memory to give or failed. */
  attach(memory: WebAssembly.Memory, malloc: (size: number) => number): void {
    this.memory = memory;
    this.malloc = malloc;
  }

  /** A view of guest memory, good until the guest runs again. */
  view(pointer: number, size: number): Buffer {
    const start = pointer >>> 0;
    return this.current(start, size >>> 0).subarray(start, start + (size >>> 0));
  }

  /** A copy that may be kept. */
  bytes(pointer: number, size: number): Uint8Array {
    return Uint8Array.from(this.view(pointer, size));
  }

  text(pointer: number, size: number): string {
    const start = pointer >>> 0;
    return this.current(start, size >>> 0).toString("latin1", start, start + (size >>> 0));
  }

  word(pointer: number): number {
    this.current(pointer >>> 0, 4);
    return this.words.getUint32(pointer >>> 0, true);
  }

  setWord(pointer: number, value: number): void {
    this.current(pointer >>> 0, 4);
    this.words.setUint32(pointer >>> 0, value, true);
  }

  setLong(pointer: number, value: bigint): void {
    this.current(pointer >>> 0, 8);
    this.words.setBigUint64(pointer >>> 0, value, true);
  }

  set(pointer: number, bytes: Uint8Array): void {
    const start = pointer >>> 0;
    this.current(start, bytes.length).set(bytes, start);
  }

  /** Room for `size` bytes from the guest's allocator, which may call almost nothing meanwhile. */
  allocate(size: number): number {
    const pointer = this.restriction.during("malloc", () => this.malloc(size)) >>> 0;
    if (pointer === 0) throw new GuestMemoryError();
    this.current(pointer, size);
    return pointer;
  }

  /** Hands a value to the guest, which frees it; an empty one is address 0, with nothing allocated. */
  give(value: Uint8Array, pointerOut: number, sizeOut: number): void {
    let pointer = 0;
    if (value.length > 0) {
      pointer = this.allocate(value.length);
      this.set(pointer, value);
    }
    this.setWord(pointerOut, pointer);
    this.setWord(sizeOut, value.length);
  }

  private current(start: number, size: number): Buffer {
    const buffer = this.memory?.buffer;
    if (buffer !== undefined && this.buffer.buffer !== buffer) {
      this.buffer = Buffer.from(buffer);
      this.words = new DataView(buffer);
    }
    if (start + size > this.buffer.length) throw new GuestMemoryError();
    return this.buffer;
  }
}
