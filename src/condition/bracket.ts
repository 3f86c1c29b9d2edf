import type { Flaw } from "./flaw.js";
import type { Token } from "./token.js";

/** Brackets within each other: enough for people, and short enough for a parser that recurses. */
const MAX_NESTING = 64;

/** The opening bracket of each closing one. */
const OPENING: ReadonlyMap<string, string> = new Map([
  [")", "("],
  ["]", "["],
  ["}", "{"],
]);
const OPENINGS: ReadonlySet<string> = new Set(OPENING.values());

/** The index of each bracket's other one. */
export type Partners = ReadonlyMap<number, number>;

/** Pairs the brackets; a flaw when one has no other. */
export function pairBrackets(tokens: readonly Token[]): Partners | Flaw {
  const partners = new Map<number, number>();
  const open: number[] = [];
  for (const [index, token] of tokens.entries()) {
    const opening = OPENING.get(token.text);
    if (OPENINGS.has(token.text)) {
      if (open.push(index) > MAX_NESTING) return tooDeep(token);
    } else if (opening !== undefined) {
      const partner = open.pop() ?? -1;
      if (tokens[partner]?.text !== opening) return unpaired(token, "opened");
      partners.set(partner, index).set(index, partner);
    }
  }
  const left = tokens[open.pop() ?? -1];
  return left === undefined ? partners : unpaired(left, "closed");
}

function unpaired({ text, from, to }: Token, what: string): Flaw {
  return { code: "condition-syntax", message: `\`${text}\` is never ${what}`, from, to };
}

function tooDeep({ from, to }: Token): Flaw {
  const message = `brackets are more than ${MAX_NESTING} deep`;
  return { code: "condition-too-costly", message, help: "split the rule in two", from, to };
}
