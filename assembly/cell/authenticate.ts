import { EMPTY, Slice, addressOf, equals, lengthOf, now, random64, slice } from "../sdk/index";
import { isStrictObject, Requirements, Token } from "../identity/token/token";
import { TokenFlaw, reasonOf } from "../identity/token/flaw";
import { TokenType } from "../identity/token/header";
import { findApiKey } from "../identity/api-keys";
import { KeySet } from "../identity/key-set";
import { Verified, contentOf, ownerOf } from "../identity/verified";
import { buildClaims, buildUser, describeUser, roomForUser } from "../engine/build-user";
import { Facts } from "../engine/facts";
import { USER } from "../engine/user";
import { sectionCount, sectionOffset, stringAt, textAt } from "../image/image";
import { API_KEY, HEADER, ISSUER, NONE, PLACE_USE, RING } from "../image/layout";
import { Credentials } from "./credentials";
import { HostSignatures } from "./host-signatures";
import * as Reason from "./reasons";

const NS_PER_SECOND: f64 = 1e9;

/** No issuer's key: the user is nobody, or known by an API key. */
export const NO_ISSUER: u32 = NONE;

const token = new Token();
const host = new HostSignatures();

/** Finds out who the user of a request is. What was verified is remembered, so that it costs one look-up from then on. */
@final
export class Authenticator {
  /** Whose token says who the user is, or `NO_ISSUER`. */
  issuer: u32 = NO_ISSUER;
  /** Whose token was refused because its key is not known; else `NO_ISSUER`. */
  keyMissingOf: u32 = NO_ISSUER;
  credentials: Credentials;
  private issuers: StaticArray<Requirements>;
  private verified: Verified;

  constructor(
    private image: usize,
    private facts: Facts,
  ) {
    this.credentials = new Credentials(image, facts);
    this.verified = new Verified(load<u32>(image, HEADER.TOKEN_CACHE), random64(), random64());
    this.issuers = allRequirements(image);
  }

  /** Opens the key sets of the image; false when one is not sound. */
  open(): bool {
    for (let i = 0; i < this.issuers.length; i++) {
      const record = this.issuerAt(i);
      const size = load<u32>(record, ISSUER.KEYS_SIZE);
      if (size != 0 && !this.replaceKeys(i, slice(this.image + load<u32>(record, ISSUER.KEYS), size)))
        return false;
    }
    return true;
  }

  /**
   * Gives an issuer other keys, which have to stay where they are: no token that the ones before verified counts any
   * more. False when the set is not sound: then there are none.
   */
  replaceKeys(issuer: u32, keySet: Slice): bool {
    this.verified.forget(issuer);
    return unchecked(this.issuers[issuer]).keys.open(addressOf(keySet), lengthOf(keySet));
  }

  /** Makes the user a fact: `EMPTY` when there is one or no credential, else why the request is refused. */
  authenticate(): Slice {
    const credentials = this.credentials;
    this.issuer = NO_ISSUER;
    this.keyMissingOf = NO_ISSUER;
    credentials.find();
    if (credentials.use == 0) return EMPTY;
    if (credentials.areSeveral) return Reason.SEVERAL_CREDENTIALS;
    const time = seconds();
    const entry = this.verified.find(credentials.text, credentials.place, time);
    if (entry != 0) return this.take(entry);
    return credentials.use == PLACE_USE.TOKEN ? this.verifyToken(time) : this.verifyApiKey(time);
  }

  /** The issuer with this `iss`, or `NO_ISSUER`. */
  issuerNamed(iss: Slice): u32 {
    for (let i = 0; i < this.issuers.length; i++) {
      if (equals(stringAt(this.image, load<u32>(this.issuerAt(i), ISSUER.ISSUER)), iss)) return i;
    }
    return NO_ISSUER;
  }

  dispose(): void {
    this.verified.dispose();
  }

  private take(entry: usize): Slice {
    this.facts.user = contentOf(entry);
    this.issuer = ownerOf(entry);
    return EMPTY;
  }

  private verifyToken(time: f64): Slice {
    let flaw = token.parse(this.credentials.text, TokenType.User);
    if (flaw != TokenFlaw.None) return reasonOf(flaw);
    const issuer = this.issuerOf(this.credentials.place);
    if (issuer == NO_ISSUER) return reasonOf(TokenFlaw.Issuer);
    const required = unchecked(this.issuers[issuer]);
    flaw = token.check(required, time, host);
    if (flaw == TokenFlaw.Key) this.keyMissingOf = issuer;
    if (flaw != TokenFlaw.None) return reasonOf(flaw);
    const entry = this.prepare(token.payload);
    const end = buildUser(contentOf(entry), token.payload);
    if (end == 0) return reasonOf(TokenFlaw.Form);
    this.verified.keep(end, issuer, token.claims.expiry + required.leeway);
    return this.take(entry);
  }

  private verifyApiKey(time: f64): Slice {
    const key = findApiKey(this.image, this.credentials.text);
    if (key == 0 || time >= load<f64>(key, API_KEY.EXPIRES)) return Reason.API_KEY;
    const ring =
      this.image + sectionOffset(this.image, HEADER.RINGS) + u32(load<u16>(key, API_KEY.RING)) * RING.SIZE;
    const claims = slice(this.image + load<u32>(key, API_KEY.CLAIMS), load<u32>(key, API_KEY.CLAIMS_SIZE));
    if ((load<u32>(ring, RING.PLACES) & this.credentials.place) == 0 || !isStrictObject(claims))
      return Reason.API_KEY;
    const entry = this.prepare(claims);
    const user = contentOf(entry);
    if (!buildClaims(user, claims)) return Reason.API_KEY;
    const end = describeUser(
      user,
      stringAt(this.image, load<u32>(key, API_KEY.SUBJECT)),
      0,
      user + USER.CLAIMS,
    );
    store<u64>(user, stringAt(this.image, load<u32>(ring, RING.NAME)), USER.ISS);
    this.verified.keep(end, NO_ISSUER, load<f64>(key, API_KEY.EXPIRES));
    return this.take(entry);
  }

  private prepare(claims: Slice): usize {
    return this.verified.prepare(this.credentials.text, this.credentials.place, roomForUser(claims));
  }

  /** Who issued the token, if its tokens may stand in this place. */
  private issuerOf(place: u32): u32 {
    for (let i = 0; i < this.issuers.length; i++) {
      const record = this.issuerAt(i);
      if ((load<u32>(record, ISSUER.PLACES) & place) == 0) continue;
      if (token.isIssuedBy(stringAt(this.image, load<u32>(record, ISSUER.ISSUER)))) return i;
    }
    return NO_ISSUER;
  }


  @inline
  private issuerAt(index: u32): usize {
    return this.image + sectionOffset(this.image, HEADER.ISSUERS) + index * ISSUER.SIZE;
  }
}

function allRequirements(image: usize): StaticArray<Requirements> {
  const first = image + sectionOffset(image, HEADER.ISSUERS);
  const all = new StaticArray<Requirements>(i32(sectionCount(image, HEADER.ISSUERS)));
  for (let i = 0; i < all.length; i++) unchecked((all[i] = requirementsOf(image, first + i * ISSUER.SIZE)));
  return all;
}

/** What an issuer's tokens have to fulfil; without keys as yet. */
function requirementsOf(image: usize, record: usize): Requirements {
  const first = load<u32>(record, ISSUER.AUDIENCE);
  const audiences = new StaticArray<Slice>(i32(load<u32>(record, ISSUER.AUDIENCES)));
  for (let i = 0; i < audiences.length; i++) unchecked((audiences[i] = textAt(image, first + i)));
  const algorithms = u32(load<u16>(record, ISSUER.ALGORITHMS));
  return new Requirements(new KeySet(), algorithms, audiences, load<f64>(record, ISSUER.LEEWAY));
}

/** Since 1970; infinite when the host does not say, so that everything has expired. */
function seconds(): f64 {
  const time = now();
  return time == 0 ? Infinity : f64(time) / NS_PER_SECOND;
}
