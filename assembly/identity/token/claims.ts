/** The claims of a JWT that decide whether it is taken (RFC 7519 §4.1). */
import { JsonCursor, isArray, isNumber, isString } from "../../bytes/json/members";
import { toDouble } from "../../bytes/json/number";
import { ABSENT, Slice, isPresent, literal } from "../../bytes/slice";
import { TokenFlaw } from "./flaw";
import { placeOf } from "./names";

enum Name {
  Issuer,
  Subject,
  Audience,
  Expires,
  NotBefore,
  IssuedAt,
}

const NAMES: StaticArray<Slice> = [
  literal("iss"),
  literal("sub"),
  literal("aud"),
  literal("exp"),
  literal("nbf"),
  literal("iat"),
];

const cursor = new JsonCursor();

/** Each as JSON, of whatever kind; `ABSENT` where the token has none. */
@final
export class Claims {
  issuer: Slice = ABSENT;
  subject: Slice = ABSENT;
  private audience: Slice = ABSENT;
  private expires: Slice = ABSENT;
  private notBefore: Slice = ABSENT;
  private issuedAt: Slice = ABSENT;

  /** Reads a JSON object, which has to stay. */
  read(payload: Slice): void {
    this.clear();
    cursor.open(payload);
    while (cursor.next()) this.take(placeOf(cursor.name, NAMES), cursor.value);
  }

  /** `exp` in seconds since 1970. Only of claims that passed `check`. */
  get expiry(): f64 {
    return toDouble(this.expires);
  }

  /** The first flaw; times and leeway in seconds. Without `audiences`, `aud` may be anything. */
  check(audiences: StaticArray<Slice>, now: f64, leeway: f64): TokenFlaw {
    if (isNumber(this.expires) && now >= toDouble(this.expires) + leeway) return TokenFlaw.Expired;
    if (isAhead(this.notBefore, now, leeway) || isAhead(this.issuedAt, now, leeway)) return TokenFlaw.Early;
    if (audiences.length > 0 && !isFor(this.audience, audiences)) return TokenFlaw.Audience;
    return this.areWellFormed() ? TokenFlaw.None : TokenFlaw.Form;
  }

  private areWellFormed(): bool {
    if (!isTime(this.expires)) return false;
    if (isPresent(this.notBefore) && !isTime(this.notBefore)) return false;
    if (isPresent(this.issuedAt) && !isTime(this.issuedAt)) return false;
    return !isPresent(this.subject) || isString(this.subject);
  }

  private take(name: i32, value: Slice): void {
    if (name == Name.Issuer) this.issuer = value;
    else if (name == Name.Subject) this.subject = value;
    else if (name == Name.Audience) this.audience = value;
    else if (name == Name.Expires) this.expires = value;
    else if (name == Name.NotBefore) this.notBefore = value;
    else if (name == Name.IssuedAt) this.issuedAt = value;
  }

  private clear(): void {
    for (let name = 0; name < NAMES.length; name++) this.take(name, ABSENT);
  }
}

function isTime(json: Slice): bool {
  return isNumber(json) && isFinite(toDouble(json));
}

function isAhead(json: Slice, now: f64, leeway: f64): bool {
  return isNumber(json) && now < toDouble(json) - leeway;
}

/** Whether `aud`, one string or an array of them, names one of the audiences. */
function isFor(json: Slice, audiences: StaticArray<Slice>): bool {
  if (!isArray(json)) return placeOf(json, audiences) >= 0;
  cursor.open(json);
  while (cursor.next()) if (placeOf(cursor.value, audiences) >= 0) return true;
  return false;
}
