/** Peers that a worker has seen: whom a certificate names is read from it once. */
import { ABSENT, Slice, addressOf, lengthOf, slice } from "../bytes/slice";
import { equals } from "../bytes/view";
import { decodePem } from "./certificate/pem";
import { onlyUri } from "./certificate/uri-names";
import { SpiffeId } from "./spiffe";

/** SHA-256 in hex. */
export const DIGEST_LENGTH: i32 = 64;

/** Longest certificate that is read, as text, bytes; what is longer names nobody. */
const MAX_PEM: i32 = 64 * 1024;

/** How many peers are remembered: sets of a few, in each the oldest makes room. */
const SETS: u32 = 256;
const WAYS: u32 = 4;


@final
class Peer {
  /** All `ABSENT` when the certificate names no workload. */
  id: SpiffeId = new SpiffeId();
  /** Digest, then URI; 0 when there is none. */
  private memory: usize = 0;

  has(digest: Slice): bool {
    return this.memory != 0 && equals(slice(this.memory, DIGEST_LENGTH), digest);
  }

  /** Stands for another certificate, by the URI that it names. */
  become(digest: Slice, uri: Slice): void {
    this.dispose();
    const length = max(lengthOf(uri), 0);
    const block = heap.alloc(DIGEST_LENGTH + length);
    memory.copy(block, addressOf(digest), DIGEST_LENGTH);
    memory.copy(block + DIGEST_LENGTH, addressOf(uri), length);
    this.memory = block;
    if (!this.id.parse(slice(block + DIGEST_LENGTH, length)) || !this.id.hasPath) this.id.clear();
  }

  dispose(): void {
    this.id.clear();
    if (this.memory != 0) heap.free(this.memory);
    this.memory = 0;
  }
}

/** A bounded memory of certificates, by their digests, which have `DIGEST_LENGTH` bytes. */
@final
export class Peers {
  private peers: StaticArray<Peer | null> = new StaticArray<Peer | null>(SETS * WAYS);
  /** Which of each set makes room next. */
  private oldest: StaticArray<u8> = new StaticArray<u8>(SETS);

  /** Whom a certificate names, all `ABSENT` when nobody; null when it has not been read. */
  find(digest: Slice): SpiffeId | null {
    const first = setOf(digest) * WAYS;
    for (let i = first; i < first + WAYS; i++) {
      const peer = unchecked(this.peers[i]);
      if (peer != null && peer.has(digest)) return peer.id;
    }
    return null;
  }

  /**
   * Reads a certificate, and remembers whom it names: the SPIFFE ID of a workload, which has a path, as its only
   * URI (X509-SVID.md §2). `buffer`: as many bytes as `pem`.
   */
  add(digest: Slice, pem: Slice, buffer: usize): SpiffeId {
    const peer = this.place(setOf(digest));
    peer.become(digest, lengthOf(pem) > MAX_PEM ? ABSENT : onlyUri(decodePem(pem, buffer)));
    return peer.id;
  }

  dispose(): void {
    for (let i = 0; i < this.peers.length; i++) {
      const peer = unchecked(this.peers[i]);
      if (peer != null) peer.dispose();
    }
  }

  /** A place in a set, taken from the oldest. */
  private place(set: u32): Peer {
    const way = u32(unchecked(this.oldest[set]));
    unchecked((this.oldest[set] = u8((way + 1) % WAYS)));
    const index = set * WAYS + way;
    const known = unchecked(this.peers[index]);
    if (known != null) return known;
    const peer = new Peer();
    unchecked((this.peers[index] = peer));
    return peer;
  }
}

/** By its first eight digits, spread (Knuth, TAOCP 3, §6.4). */
function setOf(digest: Slice): u32 {
  return u32((load<u64>(addressOf(digest)) * 0x9e3779b97f4a7c15) >> 56);
}
