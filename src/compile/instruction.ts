/** Tests → instructions. */
import { FAMILY, OP, TAG } from "../image/layout.js";
import type { Instruction, Operand } from "../image/plan.js";
import type { HeaderTest, PathTest, PeerTest, SourceTest, Test, ValueTest } from "../ir/model.js";
import { planAttribute } from "./condition/attribute.js";

/** An instruction without its flags. */
export type Bare = Omit<Instruction, "flags">;

/** A test of one attribute. */
export type AttributeTest = Exclude<Test, { kind: "condition" }>;

/** The instruction that runs a test. */
export function testToInstruction(test: AttributeTest): Bare {
  switch (test.kind) {
    case "method":
      return { op: OP.METHOD, operand: text(test.value) };
    case "host":
      return "exact" in test.host
        ? { op: OP.HOST, operand: text(test.host.exact) }
        : { op: OP.HOST_SUFFIX, operand: text(test.host.suffix) };
    case "path":
      return pathToInstruction(test);
    case "header":
      return headerToInstruction(test);
    case "peer":
      return peerToInstruction(test);
    case "source":
      return sourceToInstruction(test);
    case "value":
      return valueToInstruction(test);
  }
}

function text(value: string): Operand {
  return { kind: "string", value };
}

function pathToInstruction({ path }: PathTest): Bare {
  if ("prefix" in path) return { op: OP.PATH_PREFIX, operand: text(path.prefix) };
  if ("suffix" in path) return { op: OP.PATH_SUFFIX, operand: text(path.suffix) };
  const { segments, rest, suffix } = path.template;
  return { op: OP.PATH_TEMPLATE, operand: { kind: "template", segments, rest, suffix } };
}

function headerToInstruction({ name, match }: HeaderTest): Bare {
  if ("present" in match) {
    return { op: match.present ? OP.HEADER_PRESENT : OP.HEADER_ABSENT, header: name };
  }
  if ("exact" in match) return { op: OP.HEADER, header: name, operand: text(match.exact) };
  if ("prefix" in match) return { op: OP.HEADER_PREFIX, header: name, operand: text(match.prefix) };
  return { op: OP.HEADER_SUFFIX, header: name, operand: text(match.suffix) };
}

function peerToInstruction(test: PeerTest): Bare {
  const { id, idPrefix, trustDomain, namespace, serviceAccount } = test;
  const parts = [trustDomain, namespace, serviceAccount].some((part) => part !== undefined);
  if (id !== undefined && idPrefix === undefined && !parts) return { op: OP.PEER_ID, operand: text(id) };
  if (idPrefix !== undefined && id === undefined && !parts) {
    return { op: OP.PEER_ID_PREFIX, operand: text(idPrefix) };
  }
  return {
    op: OP.PEER_PARTS,
    operand: { kind: "peer", id, idPrefix, trustDomain, namespace, serviceAccount },
  };
}

function sourceToInstruction({ range }: SourceTest): Bare {
  const family = range.bytes.length === 4 ? FAMILY.V4 : FAMILY.V6;
  return { op: OP.SOURCE, operand: { kind: "range", family, length: range.length, bytes: range.bytes } };
}

function valueToInstruction({ attribute, match }: ValueTest): Bare {
  const planned = planAttribute(attribute);
  if ("prefix" in match) return { op: OP.VALUE_PREFIX, attribute: planned, operand: text(match.prefix) };
  if ("suffix" in match) return { op: OP.VALUE_SUFFIX, attribute: planned, operand: text(match.suffix) };
  const [only, ...more] = match.oneOf;
  if (only !== undefined && more.length === 0)
    return { op: OP.VALUE, attribute: planned, operand: text(only) };
  const items = match.oneOf.map((member) => ({ tag: TAG.STRING, text: member }));
  return {
    op: OP.VALUE_SET,
    attribute: planned,
    operand: { kind: "value", value: { tag: TAG.LIST, items } },
  };
}
