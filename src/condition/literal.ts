/** What literal tokens stand for. */
import type { Flaw } from "./flaw.js";
import type { Token } from "./token.js";
import type { ScalarName } from "./types.js";

/** A scalar that is written out. Decimal digits where JSON's numbers fall short; bytes as lower-case hexadecimal. */
export type Literal =
  | { readonly type: "null" }
  | { readonly type: "bool"; readonly value: boolean }
  | { readonly type: "int" | "uint"; readonly value: string }
  | { readonly type: "double"; readonly value: number }
  | { readonly type: "string" | "bytes"; readonly value: string }
  | { readonly type: "type"; readonly value: Exclude<ScalarName, "dyn"> | "list" | "map" };

const INT_LIMIT = 1n << 63n;
const UINT_LIMIT = 1n << 64n;
const MAX_CODE_POINT = 0x10ffff;

/** The value of a literal token; `negative`: a minus stands right before it. */
export function literalOf(token: Token, negative: boolean): Literal | Flaw {
  switch (token.kind) {
    case "int":
    case "uint":
      return integerOf(token, token.kind, negative);
    case "double": {
      const value = Number(token.text) * (negative ? -1 : 1);
      return Number.isFinite(value) ? { type: "double", value } : outOfRange(token, "double");
    }
    case "bytes":
      return quotedOf(token, "bytes");
    default:
      return quotedOf(token, "string");
  }
}

function integerOf(token: Token, type: "int" | "uint", negative: boolean): Literal | Flaw {
  const digits = BigInt(token.text.replace(/[uU]$/, ""));
  const limit = type === "uint" ? UINT_LIMIT : INT_LIMIT + (negative ? 1n : 0n);
  return digits < limit ? { type, value: String(negative ? -digits : digits) } : outOfRange(token, type);
}

function outOfRange({ text, from, to }: Token, type: string): Flaw {
  return { code: "invalid-constant", message: `\`${text}\` is out of the range of ${type}`, from, to };
}

const QUOTED = /^([bB]?)([rR]?)("""|'''|"|')([\s\S]*)\3$/;

function quotedOf(token: Token, type: "string" | "bytes"): Literal | Flaw {
  if (isPlainText(token)) return { type: "string", value: token.text.slice(1, -1) };
  const [, prefix = "", raw = "", quotes = "", written = ""] = QUOTED.exec(token.text) ?? [];
  if (/\p{Surrogate}/u.test(written)) return notText(token);
  const isPlain = raw !== "" || !written.includes("\\");
  if (isPlain)
    return type === "string" ? { type, value: written } : { type, value: hex(Buffer.from(written)) };
  const start = token.from + prefix.length + quotes.length;
  const parts = decodeEscapes(written, type, start);
  if (!Array.isArray(parts)) return parts;
  return type === "string"
    ? {
        type,
        value: parts.map((part) => (typeof part === "string" ? part : String.fromCodePoint(part))).join(""),
      }
    : {
        type,
        value: parts.map((part) => hex(typeof part === "string" ? Buffer.from(part) : [part])).join(""),
      };
}

/** The usual: one quote, nothing to decode. */
function isPlainText({ kind, text }: Token): boolean {
  return kind === "string" && /^(?:"[^"\\\ud800-\udfff]+"|'[^'\\\ud800-\udfff]+')$/.test(text);
}

function notText({ from, to }: Token): Flaw {
  return { code: "condition-syntax", message: "text with half of a surrogate pair", from, to };
}

function hex(bytes: Buffer | readonly number[]): string {
  return Buffer.from(bytes).toString("hex");
}

/** Groups: a letter or sign; digits of a byte; of a code point; octal digits of a byte. */
const ESCAPE =
  /\\(?:([abfnrtv\\?"'`])|[xX]([\da-fA-F]{2})|(?:u([\da-fA-F]{4})|U([\da-fA-F]{8}))|([0-3][0-7]{2}))?/g;

const LETTERS: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** Runs of text, and numbers for what numbers stand for: code points of a string, or bytes. */
function decodeEscapes(written: string, type: "string" | "bytes", start: number): (string | number)[] | Flaw {
  const parts: (string | number)[] = [];
  let end = 0;
  for (const match of written.matchAll(ESCAPE)) {
    const [whole, letter, byte, short, long, octal] = match;
    parts.push(written.slice(end, match.index));
    end = match.index + whole.length;
    const codePoint = short ?? long;
    const value = codePoint === undefined ? byteOf(byte, octal) : Number.parseInt(codePoint, 16);
    if (letter !== undefined) parts.push(LETTERS[letter] ?? letter);
    else if (value !== undefined && isAllowed(value, type, codePoint !== undefined)) parts.push(value);
    else return badEscape(written, match.index, whole.length, start);
  }
  parts.push(written.slice(end));
  return parts;
}

function byteOf(byte: string | undefined, octal: string | undefined): number | undefined {
  if (byte !== undefined) return Number.parseInt(byte, 16);
  return octal === undefined ? undefined : Number.parseInt(octal, 8);
}

/** Bytes have no code points, and a surrogate is none. */
function isAllowed(value: number, type: "string" | "bytes", isCodePoint: boolean): boolean {
  if (type === "bytes") return !isCodePoint;
  return value <= MAX_CODE_POINT && (value < 0xd800 || value > 0xdfff);
}

function badEscape(written: string, index: number, length: number, start: number): Flaw {
  const text = written.slice(index, index + Math.max(length, 2));
  const from = start + index;
  const help = 'write a backslash as `\\\\`, or the text as r"…", where it stands for itself';
  return {
    code: "condition-syntax",
    message: `\`${text}\` is no escape`,
    help,
    from,
    to: from + text.length,
  };
}
