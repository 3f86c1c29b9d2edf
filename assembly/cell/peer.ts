import { ABSENT, EMPTY, Slice, allocate, isPresent, lengthOf, literal } from "../sdk/index";
import { Facts } from "../engine/facts";
import { DIGEST_LENGTH, Peers } from "../identity/peers";
import { hasFlag } from "../image/image";
import { FLAG } from "../image/layout";
import { isTrusted } from "../image/trust-domains";
import * as Reason from "./reasons";
import { RequestSource } from "./request-source";

const DIGEST = literal("connection\0sha256_peer_certificate_digest");
const CERTIFICATE = literal("connection\0peer_certificate");

/** Finds out who the peer is, for images that need to know. One property a request, two for a new certificate. */
@final
export class PeerReader {
  private peers: Peers = new Peers();

  constructor(
    private image: usize,
    private facts: Facts,
    private source: RequestSource,
  ) {}

  /** `EMPTY` when rules may be asked, else why the peer is refused. */
  read(): Slice {
    if (!hasFlag(this.image, FLAG.NEEDS_PEER)) return EMPTY;
    const digest = this.source.property(DIGEST);
    const length = lengthOf(digest);
    if (length == 0 || digest == ABSENT) {
      return hasFlag(this.image, FLAG.STRICT_PEER) ? Reason.PEER_PLAINTEXT : EMPTY;
    }
    if (length != DIGEST_LENGTH) return Reason.PEER_IDENTITY;
    let peer = this.peers.find(digest);
    if (peer == null) {
      const certificate = this.source.property(CERTIFICATE);
      if (!isPresent(certificate)) return Reason.PEER_IDENTITY;
      peer = this.peers.add(digest, certificate, allocate(lengthOf(certificate)));
    }
    if (!isPresent(peer.id)) return Reason.PEER_IDENTITY;
    this.facts.peer = peer;
    return isTrusted(this.image, peer.trustDomain) ? EMPTY : Reason.PEER_TRUST_DOMAIN;
  }

  dispose(): void {
    this.peers.dispose();
  }
}
