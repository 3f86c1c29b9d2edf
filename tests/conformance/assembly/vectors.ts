// A service of Envoy's bootstrap that verifies the vectors of its configuration as the cell verifies tokens, with the
// host that it is in, and counts where it agrees with them.
import { HostSignatures } from "../../../assembly/cell/host-signatures";
import { KeySet } from "../../../assembly/identity/key-set";
import { verifySignature } from "../../../assembly/identity/token/signature";
import { Gauge, Http, Root, Slice, addressOf, filter, lengthOf, resetArena, slice } from "../../../assembly/sdk/index";

export * from "../../../assembly/abi/exports/core";

const host = new HostSignatures();
const keys = new KeySet();

/** Reads numbers and bytes, one behind the other. */
class Reader {
  constructor(private at: usize) {}

  number(): u32 {
    const value = load<u32>(this.at);
    this.at += 4;
    return value;
  }

  bytes(size: u32): Slice {
    const bytes = slice(this.at, i32(size));
    this.at += size;
    return bytes;
  }
}

/** No request comes here. */
class NoHttp extends Http {}

class VectorsRoot extends Root {
  /** Groups: u32 ALGORITHM, size of the key set, vectors, and the key set; vector: u32 valid, two sizes, text, signature. */
  configure(configuration: Slice): bool {
    let right = 0;
    let wrong = 0;
    const copy = heap.alloc(lengthOf(configuration));
    memory.copy(copy, addressOf(configuration), lengthOf(configuration));
    const reader = new Reader(copy);
    for (let groups = reader.number(); groups > 0; groups--) {
      const algorithm = reader.number();
      const size = reader.number();
      let vectors = reader.number();
      if (!keys.open(addressOf(reader.bytes(size)), size)) return false;
      for (; vectors > 0; vectors--) {
        const isValid = reader.number() != 0;
        const textSize = reader.number();
        const signatureSize = reader.number();
        const text = reader.bytes(textSize);
        const isVerified = verifySignature(algorithm, keys, 0, text, reader.bytes(signatureSize), host);
        if (isVerified == isValid) right++;
        else wrong++;
        resetArena();
      }
    }
    new Gauge("vectors_right").set(right);
    new Gauge("vectors_wrong").set(wrong);
    return true;
  }

  createHttp(): Http {
    return new NoHttp();
  }
}

filter(() => new VectorsRoot());
