/**
 * The image in place: typed access to its records (diagram in src/image/layout.ts). Everything here
 * trusts offsets; validate.ts has checked each of them before an image gets this far.
 */
import { Slice, slice } from "../bytes/slice";
import { ATTRIBUTE, DESTINATION, FLAG, HEADER, INSTRUCTION, RULE, SIZE, TEXT } from "./layout";

/** The string at an offset; offset 0 is no string and reads as empty. */
@inline
export function stringAt(image: usize, offset: u32): Slice {
  return offset == 0 ? 0 : slice(image + offset + 2, load<u16>(image + offset));
}

/** The text of a number, of an audience or a part of a claim. */
export function textAt(image: usize, text: u32): Slice {
  return stringAt(image, load<u32>(image + sectionOffset(image, HEADER.TEXTS) + text * TEXT.SIZE));
}

/** Offset of a section, by the place of its `u32 offset | u32 count` in the header. */
@inline
export function sectionOffset(image: usize, section: u32): u32 {
  return load<u32>(image + section);
}

/** How many records a section has. */
@inline
export function sectionCount(image: usize, section: u32): u32 {
  return load<u32>(image + section, 4);
}


@inline
export function hasFlag(image: usize, flag: u32): bool {
  return (load<u32>(image, HEADER.FLAGS) & flag) != 0;
}


@inline
export function deniesByDefault(image: usize): bool {
  return hasFlag(image, FLAG.DENY_BY_DEFAULT);
}

/** Whether this is a gateway that knows where its requests go. */
@inline
export function hasDestinations(image: usize): bool {
  return sectionCount(image, HEADER.DESTINATIONS) != 0;
}

/** The destination that a way leads to. */
@inline
export function wayDestination(image: usize, way: u32): u32 {
  return load<u32>(ruleAddress(image, way), RULE.NAME);
}


@inline
export function destinationDeniesByDefault(image: usize, destination: u32): bool {
  return load<u32>(destinationAddress(image, destination), DESTINATION.DENY_BY_DEFAULT) != 0;
}

/** SPIFFE ID of a destination. */
export function destinationWorkload(image: usize, destination: u32): Slice {
  return stringAt(image, load<u32>(destinationAddress(image, destination), DESTINATION.WORKLOAD));
}


@inline
function destinationAddress(image: usize, destination: u32): usize {
  return image + sectionOffset(image, HEADER.DESTINATIONS) + destination * SIZE.DESTINATION;
}

/** Digest of the policy set, as text. */
export function versionOf(image: usize): Slice {
  return stringAt(image, load<u32>(image, HEADER.VERSION));
}


@inline
export function ruleAddress(image: usize, rule: u32): usize {
  return image + sectionOffset(image, HEADER.RULES) + rule * SIZE.RULE;
}

export function rulePolicy(image: usize, rule: u32): Slice {
  return stringAt(image, load<u32>(ruleAddress(image, rule), RULE.POLICY));
}

export function ruleName(image: usize, rule: u32): Slice {
  return stringAt(image, load<u32>(ruleAddress(image, rule), RULE.NAME));
}

/** Address of a rule's first instruction. */
@inline
export function ruleCode(image: usize, rule: usize): usize {
  return image + sectionOffset(image, HEADER.CODE) + load<u32>(rule, RULE.CODE) * SIZE.INSTRUCTION;
}

/** Address of an attribute. */
@inline
export function attributeAddress(image: usize, attribute: u32): usize {
  return image + sectionOffset(image, HEADER.ATTRIBUTES) + attribute * SIZE.ATTRIBUTE;
}

/** Address of a regular expression. */
@inline
export function regexAddress(image: usize, regex: u32): usize {
  return image + load<u32>(image + sectionOffset(image, HEADER.REGEXES) + regex * SIZE.REGEX);
}

/** How a record names an attribute. */
export function attributeName(image: usize, attribute: u32): Slice {
  return stringAt(image, load<u32>(attributeAddress(image, attribute), ATTRIBUTE.NAME));
}

/** The operand of an instruction as a string. */
@inline
export function operandString(image: usize, instruction: usize): Slice {
  return stringAt(image, load<u32>(instruction, INSTRUCTION.OPERAND));
}

/** The operand of an instruction as the address of a record. */
@inline
export function operandRecord(image: usize, instruction: usize): usize {
  return image + load<u32>(instruction, INSTRUCTION.OPERAND);
}
