import { EMPTY, Slice } from "../sdk/index";
import { Engine } from "../engine/decide";
import { Facts } from "../engine/facts";
import { issuerOf } from "../engine/user";
import { hasFlag, sectionCount, sectionOffset } from "../image/image";
import { FLAG, HEADER, ISSUER, ISSUER_FLAG } from "../image/layout";
import { Authenticator, NO_ISSUER } from "./authenticate";
import { ClaimHeaders } from "./claim-headers";
import { RequestSource } from "./request-source";
import { NOT_ISSUED } from "./transaction/reasons";
import { Transactions } from "./transaction/transactions";
import { withdraw } from "./withdraw";
import { writtenUser } from "./written-user";

/** The user of a request: who it is, and what the upstream gets to know of it. */
@final
export class Identity {
  authenticator: Authenticator;
  transactions: Transactions;
  private facts: Facts;

  constructor(
    private image: usize,
    engine: Engine,
    private source: RequestSource,
    private claimHeaders: ClaimHeaders,
  ) {
    this.authenticator = new Authenticator(image, engine.facts);
    this.transactions = new Transactions(image, engine);
    this.facts = engine.facts;
  }

  /** Makes the user a fact; `EMPTY`, or why the request is refused. */
  establish(): Slice {
    this.authenticator.issuer = NO_ISSUER;
    this.transactions.clear();
    if (hasFlag(this.image, FLAG.WRITTEN_USERS)) this.facts.user = writtenUser(this.source);
    if (this.facts.user != 0) return EMPTY;
    if (this.transactions.areReceived) return this.receive();
    return sectionCount(this.image, HEADER.PLACES) == 0 ? EMPTY : this.authenticator.authenticate();
  }

  /** Gives the upstream the headers that it is to have of an allowed request. False when the host does not let it. */
  forward(): bool {
    const issuer = this.authenticator.issuer;
    const places = this.authenticator.credentials.places;
    if (issuer != NO_ISSUER && !this.forwardsToken(issuer) && !withdraw(this.image, places, this.facts))
      return false;
    return this.claimHeaders.write(this.facts.user, issuer);
  }

  /** Lets it go with the transaction token of its user; `EMPTY`, or why that can't be. */
  forwardTransaction(): Slice {
    const isToken = this.authenticator.issuer != NO_ISSUER || hasFlag(this.image, FLAG.WRITTEN_USERS);
    return this.transactions.forward(isToken) ? EMPTY : NOT_ISSUED;
  }

  dispose(): void {
    this.authenticator.dispose();
    this.transactions.dispose();
  }

  /** A transaction token says who the user is, and who said so at the gateway. */
  private receive(): Slice {
    const refusal = this.transactions.receive();
    if (this.facts.user != 0)
      this.authenticator.issuer = this.authenticator.issuerNamed(issuerOf(this.facts.user));
    return refusal;
  }

  private forwardsToken(issuer: u32): bool {
    const record = this.image + sectionOffset(this.image, HEADER.ISSUERS) + issuer * ISSUER.SIZE;
    return (load<u16>(record, ISSUER.FLAGS) & ISSUER_FLAG.FORWARD) != 0;
  }
}
