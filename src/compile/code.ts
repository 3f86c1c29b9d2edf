/** Rules → instructions: one for each test, clause after clause. */
import { FAMILY, OP, TEST } from "../image/layout.js";
import type { Instruction, Operand } from "../image/plan.js";
import type { HeaderTest, PathTest, PeerTest, Rule, SourceTest, Test } from "../ir/model.js";

/** An instruction without its flags. */
type Bare = Omit<Instruction, "flags">;

/** The code of one rule. */
export function ruleToCode(rule: Rule): Instruction[] {
  const undecided = rule.effect === "allow" ? 0 : TEST.UNDECIDED_HOLDS;
  return rule.clauses.flatMap((clause) =>
    clause.anyOf.map((test, index) => {
      const end = index === clause.anyOf.length - 1 ? TEST.END : 0;
      const { op, header, operand } = testToInstruction(test); // to spread it would take three times as long
      return { op, flags: undecided | end, header, operand };
    }),
  );
}

function testToInstruction(test: Test): Bare {
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
