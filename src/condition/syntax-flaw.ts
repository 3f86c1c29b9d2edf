/** Where exactly a text stops being CEL: the parser only says how much of it can be read as a whole. */
import type { Partners } from "./bracket.js";
import type { Flaw } from "./flaw.js";
import type { Token } from "./token.js";

/** The index of the token that some tokens can't be read on from, their number for their end; undefined when all can be read. */
export type FailureOf = (tokens: readonly Token[]) => number | undefined;

/** Reserved by CEL for other languages (langdef.md, Syntax). */
const RESERVED =
  /^(as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return|var|void|while)$/;

/** The flaw of tokens that are no expression: looked for within brackets, and behind the operator that is left. */
export function findSyntaxFlaw(tokens: readonly Token[], partners: Partners, failureOf: FailureOf): Flaw {
  const search = new Search(tokens, partners, failureOf);
  return search.within(0, tokens.length) ?? flaw("this is no expression", tokens[0]);
}

class Search {
  constructor(
    private readonly all: readonly Token[],
    private readonly partners: Partners,
    private readonly failureOf: FailureOf,
  ) {}

  /** What is wrong with the tokens from one to before another, if anything. */
  within(from: number, to: number): Flaw | undefined {
    const { all, partners } = this;
    if (from >= to) return nothingAfter(all[from - 1]);
    const failure = this.failureOf(all.slice(from, to));
    if (failure === undefined) return undefined;
    const at = from + failure;
    const token = all[at];
    if (token === undefined || at >= to) return nothingAfter(all[to - 1]);
    const closing = partners.get(at);
    if (closing !== undefined && closing > at) return this.inBrackets(at, closing) ?? unexpected(token);
    const isOperator = (token.kind === "mark" && closing === undefined) || token.text === "in";
    return (isOperator ? this.within(at + 1, to) : undefined) ?? unexpected(token);
  }

  /** The first flaw in what commas, and a map's colons, part between two brackets. */
  private inBrackets(opening: number, closing: number): Flaw | undefined {
    const { all, partners } = this;
    const kind = all[opening]?.text;
    let start = opening + 1;
    let before = ",";
    for (let index = start; index <= closing; index++) {
      index = Math.max(index, partners.get(index) ?? index);
      const text = index === closing ? "," : all[index]?.text;
      if (text !== "," && !(text === ":" && before === "," && kind === "{")) continue;
      const mayBeEmpty = index === closing && (kind !== "(" || start === opening + 1);
      const found = mayBeEmpty && start === index ? undefined : this.within(start, index);
      if (found !== undefined) return found;
      start = index + 1;
      before = text;
    }
    return undefined;
  }
}

function nothingAfter(token: Token | undefined): Flaw {
  return token === undefined
    ? {
        code: "condition-syntax",
        message: "the condition is empty",
        help: "leave `when` out",
        from: 0,
        to: 0,
      }
    : flaw(`an expression is missing after \`${token.text}\``, token);
}

function unexpected(token: Token): Flaw {
  if (RESERVED.test(token.text)) return flaw(`\`${token.text}\` is a reserved word`, token);
  if (token.text === "?") return flaw("`?` without its `:`", token, "write `condition ? one : other`");
  return flaw(`\`${token.text}\` can't stand here`, token);
}

function flaw(message: string, token: Token | undefined, help?: string): Flaw {
  return { code: "condition-syntax", message, help, from: token?.from ?? 0, to: token?.to ?? 0 };
}
