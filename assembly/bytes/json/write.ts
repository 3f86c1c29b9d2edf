/** JSON strings, written (RFC 8259 §7). */
import { Slice, addressOf, isPresent, lengthOf, literal, slice } from "../slice";
import { Writer } from "../writer";
import { BACKSLASH, QUOTE } from "./characters";

const QUOTES = literal('"');
const NULL = literal("null");

/** `\u00XX` for the control character that is put into it; no more than that needs so long a form. */
const CONTROL: usize = memory.data<u8>([0x5c, 0x75, 0x30, 0x30, 0x30, 0x30]);
const PAIR: usize = memory.data<u8>([0x5c, 0]);

/** Writes text in UTF-8 as a JSON string, with its quotes. What is not there becomes `null`. */
export function writeJsonString(writer: Writer, text: Slice): void {
  if (!isPresent(text)) {
    writer.bytes(NULL);
    return;
  }
  writer.bytes(QUOTES);
  writeJsonText(writer, text);
  writer.bytes(QUOTES);
}

/** The same without quotes: a part of a string. */
export function writeJsonText(writer: Writer, text: Slice): void {
  const end = addressOf(text) + lengthOf(text);
  let plain = addressOf(text);
  for (let at = plain; at < end; at++) {
    const byte = load<u8>(at);
    if (byte >= 0x20 && byte != QUOTE && byte != BACKSLASH) continue;
    writer.bytes(slice(plain, i32(at - plain)));
    writer.bytes(escape(byte));
    plain = at + 1;
  }
  writer.bytes(slice(plain, i32(end - plain)));
}

function escape(byte: u8): Slice {
  if (byte >= 0x20) {
    store<u8>(PAIR, byte, 1);
    return slice(PAIR, 2);
  }
  store<u8>(CONTROL, 0x30 + (byte >> 4), 4);
  store<u8>(CONTROL, (byte & 15) + ((byte & 15) < 10 ? 0x30 : 0x57), 5);
  return slice(CONTROL, 6);
}
