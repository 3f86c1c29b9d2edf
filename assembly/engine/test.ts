import { sharesPrefix } from "../bytes/address";
import { Slice, isPresent, lengthOf } from "../bytes/slice";
import { endsWith, equals, startsWith } from "../bytes/view";
import { operandRecord, operandString, stringAt } from "../image/image";
import { INSTRUCTION, NUMBERS, OP, PEER, RANGE } from "../image/layout";
import { textOf } from "./attributes";
import { hasString } from "./condition/lookup";
import { Facts } from "./facts";
import { matchTemplate } from "./template";
import { Truth, truth } from "./truth";

/** Runs one instruction: a test of one attribute. Its meaning is src/ir/model.ts's, word for word. */
export function test(image: usize, instruction: usize, facts: Facts): Truth {
  const op = u32(load<u8>(instruction, INSTRUCTION.OP));
  switch (op) {
    case OP.METHOD:
      return isExactly(facts.method, operandString(image, instruction));
    case OP.HOST:
      return isExactly(facts.host, operandString(image, instruction));
    case OP.HOST_SUFFIX:
      return isBelow(facts.host, operandString(image, instruction));
    case OP.PATH_TEMPLATE:
      return matchTemplate(image, operandRecord(image, instruction), facts.path);
    case OP.PATH_PREFIX:
      return truth(startsWith(facts.path, operandString(image, instruction)));
    case OP.PATH_SUFFIX:
      return truth(endsWith(facts.path, operandString(image, instruction)));
    case OP.PEER_ID:
      return isExactly(facts.peer.id, operandString(image, instruction));
    case OP.PEER_ID_PREFIX:
      return beginsWith(facts.peer.id, operandString(image, instruction));
    case OP.PEER_PARTS:
      return testPeer(image, operandRecord(image, instruction), facts);
    case OP.SOURCE:
      return testSource(operandRecord(image, instruction), facts);
    case OP.DESTINATION:
      return truth(isMember(operandRecord(image, instruction), facts.destination));
    case OP.VALUE:
      return isExactly(valueOf(image, instruction, facts), operandString(image, instruction));
    case OP.VALUE_PREFIX:
      return beginsWith(valueOf(image, instruction, facts), operandString(image, instruction));
    case OP.VALUE_SUFFIX:
      return endsIn(valueOf(image, instruction, facts), operandString(image, instruction));
    case OP.VALUE_SET:
      return isOneOf(valueOf(image, instruction, facts), image, operandRecord(image, instruction));
    default:
      return testHeader(image, instruction, op, facts);
  }
}


@inline
function isExactly(value: Slice, expected: Slice): Truth {
  return isPresent(value) ? truth(equals(value, expected)) : Truth.Undecided;
}


@inline
function beginsWith(value: Slice, prefix: Slice): Truth {
  return isPresent(value) ? truth(startsWith(value, prefix)) : Truth.Undecided;
}


@inline
function endsIn(value: Slice, suffix: Slice): Truth {
  return isPresent(value) ? truth(endsWith(value, suffix)) : Truth.Undecided;
}

function isOneOf(value: Slice, image: usize, list: usize): Truth {
  return isPresent(value) ? truth(hasString(image, list, value)) : Truth.Undecided;
}


@inline
function valueOf(image: usize, instruction: usize, facts: Facts): Slice {
  return textOf(image, load<u16>(instruction, INSTRUCTION.ATTRIBUTE), facts);
}

/** A host under a suffix that begins with a dot, with something before it. */
function isBelow(host: Slice, suffix: Slice): Truth {
  if (!isPresent(host)) return Truth.Undecided;
  return truth(lengthOf(host) > lengthOf(suffix) && endsWith(host, suffix));
}

function testPeer(image: usize, record: usize, facts: Facts): Truth {
  const peer = facts.peer;
  if (!isPresent(peer.id)) return Truth.Undecided;
  return truth(
    isAnyOr(peer.id, stringAt(image, load<u32>(record, PEER.ID))) &&
      startsWith(peer.id, stringAt(image, load<u32>(record, PEER.ID_PREFIX))) &&
      isAnyOr(peer.trustDomain, stringAt(image, load<u32>(record, PEER.TRUST_DOMAIN))) &&
      isAnyOr(peer.namespace, stringAt(image, load<u32>(record, PEER.NAMESPACE))) &&
      isAnyOr(peer.serviceAccount, stringAt(image, load<u32>(record, PEER.SERVICE_ACCOUNT))),
  );
}

/** An empty expectation fits every value, a missing one too. */
@inline
function isAnyOr(value: Slice, expected: Slice): bool {
  return expected == 0 || (isPresent(value) && equals(value, expected));
}

/** Whether a number belongs to a set. */
function isMember(numbers: usize, number: u32): bool {
  if (number >= load<u32>(numbers, NUMBERS.COUNT)) return false;
  return ((load<u32>(numbers + 4 * (number >> 5), NUMBERS.WORDS) >> (number & 31)) & 1) != 0;
}

function testSource(range: usize, facts: Facts): Truth {
  if (facts.sourceFamily == 0) return Truth.Undecided;
  if (facts.sourceFamily != load<u32>(range, RANGE.FAMILY)) return Truth.False;
  return truth(sharesPrefix(facts.sourceAddress, range + RANGE.BYTES, load<u32>(range, RANGE.LENGTH)));
}

function testHeader(image: usize, instruction: usize, op: u32, facts: Facts): Truth {
  const headers = facts.headers;
  let index = headers.first(load<u16>(instruction, INSTRUCTION.HEADER));
  if (op == OP.HEADER_PRESENT) return truth(index >= 0);
  if (op == OP.HEADER_ABSENT) return truth(index < 0);
  if (index < 0) return Truth.False;
  const expected = operandString(image, instruction);
  const first = fits(op, headers.value(index), expected);
  while ((index = headers.next(index)) >= 0) {
    if (fits(op, headers.value(index), expected) != first) return Truth.Undecided;
  }
  return truth(first);
}


@inline
function fits(op: u32, value: Slice, expected: Slice): bool {
  if (op == OP.HEADER) return equals(value, expected);
  return op == OP.HEADER_PREFIX ? startsWith(value, expected) : endsWith(value, expected);
}
