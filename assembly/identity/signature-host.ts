import { Slice } from "../bytes/slice";

/** Whoever verifies signatures of RSA (PKCS #1 v1.5) and ECDSA, which the module leaves to its host. */
export abstract class SignatureHost {
  /**
   * Whether a signature (of ECDSA: in DER) is the text's under a SubjectPublicKeyInfo, with SHA-2 of 256, 384 or 512
   * bits. False too for what the host refuses or cannot do.
   */
  abstract verify(bits: i32, publicKey: Slice, signature: Slice, text: Slice): bool;
}
