import {
  ABSENT,
  HeaderMapType,
  Slice,
  Status,
  addressOf,
  isPresent,
  lengthOf,
  literal,
  removeHeader,
  replaceHeader,
} from "../sdk/index";
import { entryOf } from "../engine/build-user";
import { toText } from "../engine/condition/conversions";
import { join } from "../engine/condition/pieces";
import { STACK, begin } from "../engine/condition/scratch";
import { copy, countOf, payloadOf, tagOf } from "../engine/condition/values";
import { USER } from "../engine/user";
import { sectionCount, sectionOffset, stringAt, textAt } from "../image/image";
import { CLAIM_HEADER, HEADER, TAG } from "../image/layout";

const COMMA = literal(",");
const COMMA_BYTE: u8 = 0x2c;
const DELETE: u8 = 0x7f;

/** What is known of a header: it is made of claims; and the caller sent one all the same. */
const MADE: u8 = 1;
const SENT: u8 = 2;

/** Headers by which the upstream gets claims of the user. What callers send under these names never counts. */
@final
export class ClaimHeaders {
  private records: usize;
  private end: usize;
  /** By the header's id. */
  private marks: StaticArray<u8>;
  private isAnySent: bool = false;

  constructor(private image: usize) {
    this.marks = new StaticArray<u8>(i32(sectionCount(image, HEADER.HEADER_NAMES)));
    this.records = image + sectionOffset(image, HEADER.CLAIM_HEADERS);
    this.end = this.records + sectionCount(image, HEADER.CLAIM_HEADERS) * CLAIM_HEADER.SIZE;
    this.clear();
  }

  /** Forgets the request before. */
  clear(): void {
    this.isAnySent = false;
    for (let at = this.records; at < this.end; at += CLAIM_HEADER.SIZE) this.mark(at, MADE);
  }

  /** Whether a header that the caller sent does not count. */
  @inline
  hides(header: u32): bool {
    if (unchecked(this.marks[header]) == 0) return false;
    unchecked((this.marks[header] = SENT));
    this.isAnySent = true;
    return true;
  }

  /** Removes what the caller sent, and sets what a user of this issuer has (0: no user). False when the host does not let it. */
  write(user: usize, issuer: u32): bool {
    for (let at = this.records; this.isAnySent && at < this.end; at += CLAIM_HEADER.SIZE) {
      const isSent = unchecked(this.marks[load<u16>(at, CLAIM_HEADER.HEADER)]) == SENT;
      if (isSent && removeHeader(HeaderMapType.RequestHeaders, this.nameOf(at)) != Status.Ok) return false;
      this.mark(at, MADE);
    }
    for (let at = this.records; user != 0 && at < this.end; at += CLAIM_HEADER.SIZE) {
      if (u32(load<u16>(at, CLAIM_HEADER.ISSUER)) != issuer) continue;
      const text = this.textOf(at, user);
      if (!isPresent(text)) continue;
      if (replaceHeader(HeaderMapType.RequestHeaders, this.nameOf(at), text) != Status.Ok) return false;
    }
    return true;
  }


  @inline
  private mark(record: usize, mark: u8): void {
    unchecked((this.marks[load<u16>(record, CLAIM_HEADER.HEADER)] = mark));
  }

  private nameOf(record: usize): Slice {
    return stringAt(this.image, load<u32>(record, CLAIM_HEADER.NAME));
  }

  /** The claim as the value of a header, good until the next evaluation; `ABSENT` when the user has none, or it can't be one. */
  private textOf(record: usize, user: usize): Slice {
    const first = load<u32>(record, CLAIM_HEADER.CLAIM);
    const count = load<u32>(record, CLAIM_HEADER.CLAIMS);
    let value = user + USER.CLAIMS;
    for (let i: u32 = 0; i < count && value != 0; i++) value = entryOf(value, textAt(this.image, first + i));
    if (value == 0) return ABSENT;
    begin(this.image);
    copy(STACK, value);
    return headerText(STACK);
  }
}

/** A string as it is, a number or a boolean as JSON, strings of a list with commas between, if there are none in them. */
function headerText(value: usize): Slice {
  const isList = tagOf(value) == TAG.LIST;
  const separators = isList ? i32(countOf(value)) - 1 : 0;
  if (isList) join(value, COMMA);
  else toText(value);
  if (tagOf(value) != TAG.STRING) return ABSENT;
  const text = payloadOf(value);
  let commas = 0;
  for (let i = 0; i < lengthOf(text); i++) {
    const byte = load<u8>(addressOf(text) + i);
    if (byte < 0x20 || byte == DELETE) return ABSENT;
    commas += i32(byte == COMMA_BYTE);
  }
  return isList && commas > max(separators, 0) ? ABSENT : text;
}
