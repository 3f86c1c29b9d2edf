import { Slice, addressOf, lengthOf, slice, EMPTY } from "../../bytes/slice";

/** The elements of some DER, one after the other (X.690 §8.1, §10.1): short tags, lengths below 64 KiB. */
@final
export class DerReader {
  tag: u32 = 0;
  content: Slice = EMPTY;
  private at: usize = 0;
  private end: usize = 0;

  /** Stands before the first element. */
  open(bytes: Slice): void {
    this.at = addressOf(bytes);
    this.end = this.at + lengthOf(bytes);
  }

  /** Whether nothing is left. After `next` failed, something is. */
  get isDone(): bool {
    return this.at == this.end;
  }

  /** Takes the next element; false when there is none, or it is malformed. */
  next(): bool {
    const left = u32(this.end - this.at);
    if (left < 2) return false;
    const tag = load<u8>(this.at);
    const first = u32(load<u8>(this.at, 1));
    let length = first;
    let head: u32 = 2;
    if (first >= 0x80) {
      head = first - 0x80 + 2;
      if (head > 4 || head < 3 || left < head) return false;
      length = load<u8>(this.at, 2);
      if (head == 4) length = (length << 8) | load<u8>(this.at, 3);
      if (length < (head == 3 ? 0x80 : 0x100)) return false; // fewer bytes would do
    }
    if ((tag & 0x1f) == 0x1f || length > left - head) return false;
    this.tag = tag;
    this.content = slice(this.at + head, length);
    this.at += head + length;
    return true;
  }
}
