import { MAX_SIGNATURE, Signer } from "../../identity/transaction/signer";
import { Slice, addressOf, isPresent, lengthOf, sign } from "../../sdk/index";

/** RS256 by Envoy's `sign`. */
@final
export class HostSigner extends Signer {
  constructor(private privateKey: Slice) {
    super();
  }

  sign(text: Slice, to: usize): i32 {
    const signature = sign(256, this.privateKey, text);
    if (!isPresent(signature) || lengthOf(signature) > MAX_SIGNATURE) return 0;
    memory.copy(to, addressOf(signature), lengthOf(signature));
    return lengthOf(signature);
  }
}
