import { SignatureHost } from "../identity/signature-host";
import { Slice, verifySignature } from "../sdk/index";

/** Envoy's `verify_signature`. */
@final
export class HostSignatures extends SignatureHost {
  verify(bits: i32, publicKey: Slice, signature: Slice, text: Slice): bool {
    return verifySignature(bits, publicKey, signature, text);
  }
}
