import { ABSENT, Slice, addressOf, isPresent, lengthOf, slice } from "../bytes/slice";
import { equals } from "../bytes/view";
import { hash32, mix32 } from "../bytes/hash";
import { sectionCount, sectionOffset } from "../image/image";
import { FAMILY, HEADER, NONE, SELECT, SELECTOR, SIZE, UNDECIDED_KEY } from "../image/layout";
import { textOf } from "./attributes";
import { Facts } from "./facts";

/** The request has no such part, so no rule of a shape with this selector can match. */
const INAPPLICABLE: u64 = 1 << 32;

const EPOCH_SHIFT: u64 = 33;

/**
 * The parts of a request that the index looks up, each hashed at most once a request.
 *
 *   63         33  32               31      0
 *   +------------+------------------+--------+
 *   |   epoch    |   inapplicable   |  hash  |     one word for each selector of the image
 *   +------------+------------------+--------+
 */
@final
export class Selectors {
  private memo: StaticArray<u64>;
  private epoch: u64 = 1;
  private records: usize;

  constructor(private image: usize) {
    this.memo = new StaticArray<u64>(i32(sectionCount(image, HEADER.SELECTORS)));
    this.records = image + sectionOffset(image, HEADER.SELECTORS);
  }

  /** Forgets the request before. */
  clear(): void {
    this.epoch++;
    if (this.epoch >> (64 - EPOCH_SHIFT) != 0) {
      this.memo.fill(0);
      this.epoch = 1;
    }
  }

  /** The hash of a selector's part, or a number above 2^32 - 1 when the request has no such part. */
  @inline
  key(selector: u32, facts: Facts): u64 {
    const word = unchecked(this.memo[selector]);
    if (word >> EPOCH_SHIFT == this.epoch) return word & (INAPPLICABLE | 0xffffffff);
    return this.remember(selector, facts);
  }

  private remember(selector: u32, facts: Facts): u64 {
    const key = select(this.image, this.records + selector * SIZE.SELECTOR, facts);
    unchecked((this.memo[selector] = (this.epoch << EPOCH_SHIFT) | key));
    return key;
  }
}

function select(image: usize, selector: usize, facts: Facts): u64 {
  const argument = load<u32>(selector, SELECTOR.ARGUMENT);
  const count = u32(load<u8>(selector, SELECTOR.COUNT));
  switch (u32(load<u8>(selector, SELECTOR.KIND))) {
    case SELECT.METHOD:
      return required(facts.method);
    case SELECT.HOST:
      return required(facts.host);
    case SELECT.HOST_SUFFIX:
      return isPresent(facts.host) ? tail(facts.host, argument, 1) : UNDECIDED_KEY;
    case SELECT.PATH_SEGMENTS:
      return segments(facts, count, argument, facts.pathSegments().count == count);
    case SELECT.PATH_SEGMENTS_REST:
      return segments(facts, count, argument, facts.pathSegments().count > count);
    case SELECT.PATH_PREFIX:
      return head(facts.path, argument);
    case SELECT.PATH_SUFFIX:
      return tail(facts.path, argument, 0);
    case SELECT.HEADER:
      return header(facts, load<u16>(selector, SELECTOR.HEADER));
    case SELECT.HEADER_PREFIX:
      return headerPart(facts, load<u16>(selector, SELECTOR.HEADER), argument, true);
    case SELECT.HEADER_SUFFIX:
      return headerPart(facts, load<u16>(selector, SELECTOR.HEADER), argument, false);
    case SELECT.PEER_ID:
      return required(facts.peer.id);
    case SELECT.PEER_TRUST_DOMAIN:
      return required(facts.peer.trustDomain);
    case SELECT.PEER_NAMESPACE:
      return ofPeer(facts, facts.peer.namespace);
    case SELECT.PEER_SERVICE_ACCOUNT:
      return ofPeer(facts, facts.peer.serviceAccount);
    case SELECT.SOURCE_V4:
      return source(facts, FAMILY.V4, argument);
    case SELECT.SOURCE_V6:
      return source(facts, FAMILY.V6, argument);
    case SELECT.DESTINATION:
      return facts.destination == NONE ? INAPPLICABLE : u64(mix32(0, facts.destination));
    case SELECT.VALUE:
      return required(textOf(image, load<u16>(selector, SELECTOR.ATTRIBUTE), facts));
    case SELECT.PRESENT:
      return value(textOf(image, load<u16>(selector, SELECTOR.ATTRIBUTE), facts), 0, true);
    case SELECT.VALUE_PREFIX:
      return value(textOf(image, load<u16>(selector, SELECTOR.ATTRIBUTE), facts), argument, true);
    case SELECT.VALUE_SUFFIX:
      return value(textOf(image, load<u16>(selector, SELECTOR.ATTRIBUTE), facts), argument, false);
    default:
      return INAPPLICABLE;
  }
}


@inline
function hashOf(value: Slice): u64 {
  return hash32(addressOf(value), lengthOf(value), 0);
}


@inline
function required(value: Slice): u64 {
  return isPresent(value) ? hashOf(value) : UNDECIDED_KEY;
}

/** A part that some SPIFFE IDs lack: undecided without a peer, inapplicable without the part. */
@inline
function ofPeer(facts: Facts, part: Slice): u64 {
  if (!isPresent(facts.peer.id)) return UNDECIDED_KEY;
  return isPresent(part) ? hashOf(part) : INAPPLICABLE;
}

function head(value: Slice, length: u32): u64 {
  return u32(lengthOf(value)) >= length ? hash32(addressOf(value), length, 0) : INAPPLICABLE;
}

/** The last `length` bytes of a value that has `more` bytes before them. */
function tail(value: Slice, length: u32, more: u32): u64 {
  const all = u32(lengthOf(value));
  return all >= length + more ? hash32(addressOf(value) + all - length, length, 0) : INAPPLICABLE;
}

/** The first or last `length` bytes of an attribute's value. */
function value(text: Slice, length: u32, first: bool): u64 {
  if (!isPresent(text)) return UNDECIDED_KEY;
  return first ? head(text, length) : tail(text, length, 0);
}

function segments(facts: Facts, count: u32, literals: u32, applies: bool): u64 {
  if (!applies) return INAPPLICABLE;
  let key: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    if ((literals >> i) & 1) key = mix32(key, facts.segments.hash(i));
  }
  return key;
}

function header(facts: Facts, id: u32): u64 {
  const index = facts.headers.first(id);
  if (index < 0) return INAPPLICABLE;
  return facts.headers.agree(index) ? hashOf(facts.headers.value(index)) : UNDECIDED_KEY;
}

/** The first or last `length` bytes of a header's values; undecided when they differ or one has fewer. */
function headerPart(facts: Facts, id: u32, length: u32, first: bool): u64 {
  const headers = facts.headers;
  const index = headers.first(id);
  if (index < 0) return INAPPLICABLE;
  const part = partOf(headers.value(index), length, first);
  for (let other = headers.next(index); other >= 0; other = headers.next(other)) {
    const another = partOf(headers.value(other), length, first);
    if (!isPresent(part) || !isPresent(another) || !equals(another, part)) return UNDECIDED_KEY;
  }
  return isPresent(part) ? hashOf(part) : INAPPLICABLE;
}

function partOf(value: Slice, length: u32, first: bool): Slice {
  const all = u32(lengthOf(value));
  if (all < length) return ABSENT;
  return slice(addressOf(value) + (first ? 0 : all - length), length);
}

/** Hash of the first `bits` bits: the whole bytes, then what is left as one more byte. */
function source(facts: Facts, family: u32, bits: u32): u64 {
  if (facts.sourceFamily == 0) return UNDECIDED_KEY;
  if (facts.sourceFamily != family) return INAPPLICABLE;
  const whole = bits >> 3;
  const key = hash32(facts.sourceAddress, whole, 0);
  const left = bits & 7;
  return left == 0 ? key : mix32(key, u32(load<u8>(facts.sourceAddress + whole)) >> (8 - left));
}
