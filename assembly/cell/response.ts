/** What limits count of a response, when its stream is over. */
import { HeaderMapType, addressOf, headerValue, lengthOf, literal, property } from "../sdk/index";

const STATUS = literal(":status");
const SIZE = literal("response\0size");

/** 0 when there was none. */
export function responseStatus(): u32 {
  const status = headerValue(HeaderMapType.ResponseHeaders, STATUS);
  if (lengthOf(status) != 3) return 0;
  let number: u32 = 0;
  for (let i = 0; i < 3; i++) number = 10 * number + (u32(load<u8>(addressOf(status) + i)) - 0x30);
  return number;
}

/** Bytes of the body. */
export function responseSize(): u64 {
  const size = property(SIZE);
  return lengthOf(size) == 8 ? load<u64>(addressOf(size)) : 0;
}
