// The verifier of tokens, and the signatures that it leaves to the host. Slices (assembly/bytes/slice.ts) are big
// integers outside.
import { reset } from "../../../assembly/abi/arena";
import { Slice, addressOf, lengthOf } from "../../../assembly/bytes/slice";
import { HostSignatures } from "../../../assembly/cell/host-signatures";
import { KeySet } from "../../../assembly/identity/key-set";
import { TokenFlaw, reasonOf } from "../../../assembly/identity/token/flaw";
import { TokenType } from "../../../assembly/identity/token/header";
import { verifySignature as verifyUnder } from "../../../assembly/identity/token/signature";
import { Requirements, Token } from "../../../assembly/identity/token/token";
import { sign, verifySignature } from "../../../assembly/sdk/signatures";

export { malloc } from "../../../assembly/abi/arena";

/** Where a test puts what it has; 512 KiB. */
export const input: usize = heap.alloc(0x80000);

const host = new HostSignatures();
const keys = new KeySet();
const token = new Token();

export function openKeys(bytes: Slice): bool {
  return keys.open(addressOf(bytes), lengthOf(bytes));
}

/** The reason why a token is refused; empty when it is taken. Without an audience, `aud` may be anything. */
export function check(
  text: Slice,
  isTransaction: bool,
  issuer: Slice,
  algorithms: u32,
  audience: Slice,
  now: f64,
  leeway: f64,
): Slice {
  reset();
  let flaw = token.parse(text, isTransaction ? TokenType.Transaction : TokenType.User);
  if (flaw == TokenFlaw.None && !token.isIssuedBy(issuer)) flaw = TokenFlaw.Issuer;
  if (flaw == TokenFlaw.None) {
    const audiences = new StaticArray<Slice>(i32(lengthOf(audience) > 0));
    if (audiences.length > 0) audiences[0] = audience;
    flaw = token.check(new Requirements(keys, algorithms, audiences, leeway), now, host);
  }
  return reasonOf(flaw);
}

/** Whether a signature is a text's by this ALGORITHM and the first key of the set, which has to be for it. */
export function verifyByKey(algorithm: u32, text: Slice, signature: Slice): bool {
  reset();
  const isForIt = keys.count > 0 && ((keys.algorithmsOf(0) >> algorithm) & 1) != 0;
  return isForIt && verifyUnder(algorithm, keys, 0, text, signature, host);
}

/** The claims of the token that was checked last. */
export function payload(): Slice {
  return token.payload;
}

export function expiry(): f64 {
  return token.claims.expiry;
}

export function signText(bits: i32, privateKey: Slice, text: Slice): Slice {
  reset();
  return sign(bits, privateKey, text);
}

export function verifyText(bits: i32, publicKey: Slice, signature: Slice, text: Slice): bool {
  reset();
  return verifySignature(bits, publicKey, signature, text);
}
