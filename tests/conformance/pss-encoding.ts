import { createHash, randomBytes } from "node:crypto";

const DIGEST = 32;

/** What to do otherwise than EMSA-PSS does. */
export interface Encoding {
  /** Of the encoded message; the modulus has one more. */
  readonly bits?: number;
  readonly saltLength?: number;
  readonly hash?: Uint8Array;
  readonly prefix?: Uint8Array;
  readonly padding?: number;
  readonly lastPadding?: number;
  readonly separator?: number;
  readonly maskHash?: string;
  readonly firstCounter?: number;
  readonly firstBit?: number;
  readonly trailer?: number;
}

/** EMSA-PSS with SHA-256 (RFC 8017 §9.1.1), with flaws on demand. */
export function encodePss(message: Uint8Array, encoding: Encoding): Buffer {
  const { bits = 2047, saltLength = DIGEST, firstBit = 0, trailer = 0xbc } = encoding;
  const length = Math.ceil(bits / 8);
  const spareBits = 8 * length - bits;
  const salt = randomBytes(saltLength);
  const { hash: messageHash = sha256(message), prefix = Buffer.alloc(8) } = encoding;
  const hash = sha256(Buffer.concat([prefix, messageHash, salt]));
  const block = unmasked(length - DIGEST - 1, salt, encoding);
  const mask = maskOf(hash, block.length, encoding);
  const masked = Buffer.from(block.map((byte, i) => byte ^ (mask[i] ?? 0)));
  masked[0] = ((masked[0] ?? 0) & (0xff >> spareBits)) | (firstBit << (8 - spareBits));
  return Buffer.concat([masked, hash, Buffer.of(trailer)]);
}

function unmasked(
  length: number,
  salt: Buffer,
  { padding = 0, lastPadding = 0, separator = 1 }: Encoding,
): Buffer {
  const block = Buffer.alloc(length);
  block[0] = padding;
  block[length - salt.length - 2] = lastPadding;
  block[length - salt.length - 1] = separator;
  salt.copy(block, length - salt.length);
  return block;
}

function maskOf(seed: Buffer, length: number, { maskHash = "sha256", firstCounter = 0 }: Encoding): Buffer {
  const parts: Buffer[] = [];
  for (let i = 0; i * 20 < length; i++) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(firstCounter + i);
    parts.push(createHash(maskHash).update(seed).update(counter).digest());
  }
  return Buffer.concat(parts).subarray(0, length);
}

function sha256(bytes: Uint8Array): Buffer {
  return createHash("sha256").update(bytes).digest();
}
