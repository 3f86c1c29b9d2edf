/** What the image says of users → its records (identity.ts). */
import type { ByteWriter } from "./bytes.js";
import { writeTransaction } from "./encode-transaction.js";
import { API_KEY, CLAIM_HEADER, ISSUER, PLACE, PLACE_KIND, RING, TEXT } from "./identity.js";
import { HEADER, IDENTITY_MAX } from "./layout.js";
import type { ImagePlan, PlannedIdentity, PlannedIssuer, PlannedPlace, PlannedTransaction } from "./plan.js";
import type { RecordWriter, References } from "./records.js";
import { TRANSACTION } from "./transaction.js";

/** The part of a plan that says who is believed. */
type Plan = Pick<ImagePlan, "identity" | "transaction">;

/** Sections with how many records of which size they have, those first that are aligned to 8. */
export function identitySections({
  identity,
  transaction,
}: Plan): [field: number, count: number, size: number][] {
  return [
    [HEADER.ISSUERS, identity.issuers.length, ISSUER.SIZE],
    [HEADER.API_KEYS, identity.apiKeys.length, API_KEY.SIZE],
    [HEADER.PLACES, identity.places.length, PLACE.SIZE],
    [HEADER.TEXTS, textsOf(identity, transaction).length, TEXT.SIZE],
    [HEADER.CLAIM_HEADERS, identity.claimHeaders.length, CLAIM_HEADER.SIZE],
    [HEADER.RINGS, identity.rings.length, RING.SIZE],
    [HEADER.TRANSACTION_TOKENS, transaction === undefined ? 0 : 1, TRANSACTION.SIZE],
  ];
}

/** How many there are of what the image bounds. */
export function identityBounds({
  identity,
  transaction,
}: Plan): [what: string, count: number, limit: number][] {
  return [
    ["places of credentials", identity.places.length, IDENTITY_MAX.PLACES],
    ["issuers", identity.issuers.length, IDENTITY_MAX.ISSUERS],
    ["audiences and names of claims", textsOf(identity, transaction).length, IDENTITY_MAX.TEXTS],
    ["headers with claims", identity.claimHeaders.length, IDENTITY_MAX.CLAIM_HEADERS],
    ["rings of API keys", identity.rings.length, IDENTITY_MAX.RINGS],
    ["API keys", identity.apiKeys.length, IDENTITY_MAX.API_KEYS],
    ["bytes of verified tokens", identity.tokenCacheBytes, IDENTITY_MAX.TOKEN_CACHE],
  ];
}

/** Audiences issuer by issuer, the names that lead to claims, then those of transaction tokens. */
function textsOf({ issuers, claimHeaders }: PlannedIdentity, transaction?: PlannedTransaction): string[] {
  return [
    ...issuers.flatMap(({ audiences }) => audiences),
    ...claimHeaders.flatMap(({ claim }) => claim),
    ...(transaction?.texts ?? []),
  ];
}

/** Writes the records in the order of `identitySections`. */
export class IdentityWriter {
  private nextText = 0;

  constructor(
    private readonly out: ByteWriter,
    private readonly records: RecordWriter,
    private readonly to: References,
  ) {}

  write({ identity, transaction }: Plan): void {
    for (const issuer of identity.issuers) this.issuer(issuer);
    for (const key of identity.apiKeys) this.apiKey(key);
    for (const place of identity.places) this.place(place);
    for (const text of textsOf(identity, transaction)) this.text(text);
    for (const header of identity.claimHeaders) this.claimHeader(header);
    for (const { name, places } of identity.rings) {
      this.text(name);
      this.out.u32(places);
    }
    if (transaction) writeTransaction(transaction, this.nextText, this.out, this.records, this.to);
  }

  private issuer({ keySet, ...issuer }: PlannedIssuer): void {
    const { out } = this;
    this.text(issuer.name);
    this.text(issuer.issuer);
    out.u32(issuer.places);
    this.texts(issuer.audiences.length);
    out.u16(issuer.algorithms);
    out.u16(issuer.flags);
    out.f64(issuer.leewaySeconds);
    if (keySet === undefined) out.u32(0);
    else this.records.moved(this.to.operands.bytesOffset(keySet));
    out.u32(keySet?.length ?? 0);
  }

  private apiKey({
    id,
    ring,
    subject,
    claims,
    expires,
    salt,
    hash,
  }: PlannedIdentity["apiKeys"][number]): void {
    const { out } = this;
    const json = Buffer.from(claims, "utf8");
    out.append(Buffer.from(id, "ascii"));
    out.u16(ring);
    this.text(subject);
    this.records.moved(this.to.operands.bytesOffset(json));
    out.u32(json.length);
    out.f64(expires);
    out.append(salt);
    out.append(hash);
  }

  private place({ kind, use, name, scheme }: PlannedPlace): void {
    const { out, to } = this;
    out.u8(kind);
    out.u8(use);
    out.u16(kind === PLACE_KIND.QUERY ? to.queryNames.idOf(name) : to.headerNames.idOf(headerOf(kind, name)));
    this.text(name);
    if (scheme === undefined) out.u32(0);
    else this.text(scheme);
  }

  private claimHeader({ header, issuer, claim }: PlannedIdentity["claimHeaders"][number]): void {
    this.out.u16(this.to.headerNames.idOf(header));
    this.out.u16(issuer);
    this.text(header);
    this.texts(claim.length);
  }

  private text(text: string): void {
    this.out.u32(this.to.strings.offsetOf(text));
  }

  private texts(count: number): void {
    this.out.u32(this.nextText);
    this.out.u32(count);
    this.nextText += count;
  }
}

/** The header that a place is in, which is no query parameter. */
export function headerOf(kind: number, name: string): string {
  return kind === PLACE_KIND.COOKIE ? "cookie" : name;
}
