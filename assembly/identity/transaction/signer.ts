import { hmac } from "../../bytes/hmac";
import { Sha256 } from "../../bytes/sha256";
import { Slice } from "../../bytes/slice";

/** Bytes of a signature at most: RSA of 8192 bits. */
export const MAX_SIGNATURE: i32 = 1024;

/** Signs what a transaction token says. */
export abstract class Signer {
  /** Writes the signature of a text to `to`, which has `MAX_SIGNATURE` bytes, and answers how many it has; 0 when it can't be had. */
  abstract sign(text: Slice, to: usize): i32;
}

/** HS256 (RFC 7518 §3.2). */
@final
export class HmacSigner extends Signer {
  private sha256: Sha256 = new Sha256();

  constructor(private secret: Slice) {
    super();
  }

  sign(text: Slice, to: usize): i32 {
    hmac(this.sha256, this.secret, text, to);
    return this.sha256.size;
  }
}
