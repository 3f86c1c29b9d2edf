import { Bounds } from "./bounds";
import { FAMILY, INSTRUCTION, MAX, NUMBERS, OP, PEER, RANGE, TAG, TEMPLATE, VALUE } from "./layout";

/** Whether an instruction means something, and all that it refers to is there. `programs`: how many there are. */
export function isInstruction(instruction: usize, bounds: Bounds, programs: u32): bool {
  const operand = load<u32>(instruction, INSTRUCTION.OPERAND);
  const subject = u32(load<u16>(instruction, INSTRUCTION.HEADER));
  switch (u32(load<u8>(instruction, INSTRUCTION.OP))) {
    case OP.METHOD:
    case OP.HOST:
    case OP.HOST_SUFFIX:
    case OP.PATH_PREFIX:
    case OP.PATH_SUFFIX:
    case OP.PEER_ID:
    case OP.PEER_ID_PREFIX:
      return bounds.isString(operand);
    case OP.HEADER:
    case OP.HEADER_PREFIX:
    case OP.HEADER_SUFFIX:
      return subject < bounds.headerNames && bounds.isString(operand);
    case OP.HEADER_PRESENT:
    case OP.HEADER_ABSENT:
      return subject < bounds.headerNames;
    case OP.PATH_TEMPLATE:
      return isTemplate(operand, bounds);
    case OP.PEER_PARTS:
      return isPeer(operand, bounds);
    case OP.SOURCE:
      return isRange(operand, bounds);
    case OP.DESTINATION:
      return areNumbers(operand, MAX.DESTINATIONS, bounds);
    case OP.VALUE:
    case OP.VALUE_PREFIX:
    case OP.VALUE_SUFFIX:
      return subject < bounds.attributes && bounds.isString(operand);
    case OP.VALUE_SET:
      return subject < bounds.attributes && isList(operand, bounds);
    case OP.CONDITION:
      return operand < programs;
    default:
      return false;
  }
}


@inline
export function isPrefixLength(family: u32, bits: u32): bool {
  return (family == FAMILY.V4 && bits <= 32) || (family == FAMILY.V6 && bits <= 128);
}

function isTemplate(offset: u32, bounds: Bounds): bool {
  if (!bounds.isOperand(offset, TEMPLATE.SEGMENTS)) return false;
  const template = bounds.image + offset;
  const count = u32(load<u16>(template, TEMPLATE.COUNT));
  if (count > MAX.SEGMENTS || !bounds.isOperand(offset, TEMPLATE.SEGMENTS + 4 * count)) return false;
  for (let i: u32 = 0; i < count; i++) {
    if (!bounds.isStringOrNone(load<u32>(template + TEMPLATE.SEGMENTS + 4 * i))) return false;
  }
  return bounds.isStringOrNone(load<u32>(template, TEMPLATE.SUFFIX));
}

function isPeer(offset: u32, bounds: Bounds): bool {
  if (!bounds.isOperand(offset, PEER.SIZE)) return false;
  for (let part: u32 = 0; part < PEER.SIZE; part += 4) {
    if (!bounds.isStringOrNone(load<u32>(bounds.image + offset + part))) return false;
  }
  return true;
}

function isRange(offset: u32, bounds: Bounds): bool {
  if (!bounds.isOperand(offset, RANGE.SIZE)) return false;
  const range = bounds.image + offset;
  return isPrefixLength(load<u32>(range, RANGE.FAMILY), load<u32>(range, RANGE.LENGTH));
}

/** Whether an operand is a set of numbers, of at most `most` bits. */
export function areNumbers(offset: u32, most: u32, bounds: Bounds): bool {
  if (!bounds.isOperand(offset, NUMBERS.WORDS)) return false;
  const count = load<u32>(bounds.image + offset, NUMBERS.COUNT);
  return count <= most && bounds.isOperand(offset, NUMBERS.WORDS + 4 * ((count + 31) / 32));
}

function isList(offset: u32, bounds: Bounds): bool {
  return bounds.areValues(offset, 1) && load<u8>(bounds.image + offset, VALUE.TAG) == TAG.LIST;
}
