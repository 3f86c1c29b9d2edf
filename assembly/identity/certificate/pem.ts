/** Certificates as text (RFC 7468 §5). */
import { decodeBase64Url } from "../../bytes/base64url";
import { EMPTY, Slice, addressOf, lengthOf, literal, slice } from "../../bytes/slice";
import { startsWith } from "../../bytes/view";

const BEGIN = literal("-----BEGIN CERTIFICATE-----");

/** Writes the DER of the first certificate to `to`, which has room for as many bytes as the text; `EMPTY` when it is none. */
export function decodePem(pem: Slice, to: usize): Slice {
  if (!startsWith(pem, BEGIN)) return EMPTY;
  const end = addressOf(pem) + lengthOf(pem);
  let out = to;
  let at = addressOf(pem) + lengthOf(BEGIN);
  for (; at < end && load<u8>(at) != 0x2d; at++) {
    const character = urlCharacter(load<u8>(at));
    if (character != 0) store<u8>(out++, character);
  }
  if (at == end) return EMPTY; // no end line
  const length = decodeBase64Url(slice(to, i32(out - to)), to);
  return length <= 0 ? EMPTY : slice(to, length);
}

/** The character of base64url for one of base64; 0 for line breaks and padding. */
function urlCharacter(character: u8): u8 {
  switch (character) {
    case 0x2b: // +
      return 0x2d;
    case 0x2f: // /
      return 0x5f;
    case 0x0a:
    case 0x0d:
    case 0x3d: // =
      return 0;
    case 0x5f: // _ is none of base64
      return 0x7f;
    default:
      return character;
  }
}
