import { EMPTY, Slice } from "../sdk/index";
import { Facts } from "../engine/facts";
import { hasFlag, sectionCount, sectionOffset } from "../image/image";
import { FLAG, HEADER, ISSUER, ISSUER_FLAG } from "../image/layout";
import { Authenticator, NO_ISSUER } from "./authenticate";
import { ClaimHeaders } from "./claim-headers";
import { RequestSource } from "./request-source";
import { withdraw } from "./withdraw";
import { writtenUser } from "./written-user";

/** The user of a request: who it is, and what the upstream gets to know of it. */
@final
export class Identity {
  authenticator: Authenticator;

  constructor(
    private image: usize,
    private facts: Facts,
    private source: RequestSource,
    private claimHeaders: ClaimHeaders,
  ) {
    this.authenticator = new Authenticator(image, facts);
  }

  /** Makes the user a fact; `EMPTY`, or why the request is refused. */
  establish(): Slice {
    this.authenticator.issuer = NO_ISSUER;
    if (hasFlag(this.image, FLAG.WRITTEN_USERS)) this.facts.user = writtenUser(this.source);
    const isSettled = this.facts.user != 0 || sectionCount(this.image, HEADER.PLACES) == 0;
    return isSettled ? EMPTY : this.authenticator.authenticate();
  }

  /** Gives the upstream the headers that it is to have of an allowed request. False when the host does not let it. */
  forward(): bool {
    const issuer = this.authenticator.issuer;
    const places = this.authenticator.credentials.places;
    if (issuer != NO_ISSUER && !this.forwardsToken(issuer) && !withdraw(this.image, places, this.facts))
      return false;
    return this.claimHeaders.write(this.facts.user, issuer);
  }

  dispose(): void {
    this.authenticator.dispose();
  }

  private forwardsToken(issuer: u32): bool {
    const record = this.image + sectionOffset(this.image, HEADER.ISSUERS) + issuer * ISSUER.SIZE;
    return (load<u16>(record, ISSUER.FLAGS) & ISSUER_FLAG.FORWARD) != 0;
  }
}
