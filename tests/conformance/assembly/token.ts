// The verifier of tokens. Slices (assembly/bytes/slice.ts) are big integers outside.
import { Slice, addressOf, lengthOf } from "../../../assembly/bytes/slice";
import { KeySet } from "../../../assembly/identity/key-set";
import { SignatureHost } from "../../../assembly/identity/signature-host";
import { TokenFlaw, reasonOf } from "../../../assembly/identity/token/flaw";
import { Requirements, Token } from "../../../assembly/identity/token/token";
import { TokenType } from "../../../assembly/identity/token/header";

/** Where a test puts what it has; 512 KiB. */
export const input: usize = heap.alloc(0x80000);

/** The test plays the host. */
@external("host", "verify")
declare function hostVerify(bits: i32, key: Slice, signature: Slice, text: Slice): bool;

@final
class TestHost extends SignatureHost {
  verify(bits: i32, key: Slice, signature: Slice, text: Slice): bool {
    return hostVerify(bits, key, signature, text);
  }
}

const host = new TestHost();
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
  const type = isTransaction ? TokenType.Transaction : TokenType.User;
  let flaw = token.parse(text, type);
  if (flaw == TokenFlaw.None && !token.isIssuedBy(issuer)) flaw = TokenFlaw.Issuer;
  if (flaw == TokenFlaw.None) {
    const audiences = new StaticArray<Slice>(i32(lengthOf(audience) > 0));
    if (audiences.length > 0) audiences[0] = audience;
    flaw = token.check(new Requirements(keys, algorithms, audiences, leeway), now, host);
  }
  return reasonOf(flaw);
}

/** The claims of the token that was checked last. */
export function payload(): Slice {
  return token.payload;
}
