import { Slice, addressOf, lengthOf, slice } from "./slice";

/** Writes bytes one after the other into memory that the caller provides. What does not fit is not written and `full` says so. */
@final
export class Writer {
  full: bool = false;
  private start: usize = 0;
  private at: usize = 0;
  private end: usize = 0;

  /** Begins anew at `address`. */
  open(address: usize, capacity: i32): void {
    this.start = address;
    this.at = address;
    this.end = address + capacity;
    this.full = false;
  }

  bytes(value: Slice): void {
    const length = lengthOf(value);
    if (this.at + length > this.end) {
      this.full = true;
      return;
    }
    memory.copy(this.at, addressOf(value), length);
    this.at += length;
  }

  /** In decimal. */
  number(value: u64): void {
    let digits = 1;
    for (let rest = value / 10; rest > 0; rest /= 10) digits++;
    if (this.at + digits > this.end) {
      this.full = true;
      return;
    }
    let rest = value;
    for (let at = this.at + digits; at > this.at; rest /= 10) store<u8>(--at, u8(0x30 + (rest % 10)));
    this.at += digits;
  }

  /** What was written. */
  finish(): Slice {
    return slice(this.start, i32(this.at - this.start));
  }
}
