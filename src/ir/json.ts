/** JSON (RFC 8259) as values of expressions: as strict about what tokens say as a token's reader should be. */
import { double, int, type MapEntry, NULL, type Value } from "./value.js";

/** Objects and arrays within each other. */
const MAX_DEPTH = 16;

/** Members of an object, and items of an array. */
const MAX_ITEMS = 256;

/** Bytes of a member's name as it is written, with its quotes. */
const MAX_NAME = 1024;

const SPACE = /[ \t\n\r]*/y;
const WORDS: ReadonlyMap<string, Value> = new Map([
  ["true", { type: "bool", value: true }],
  ["false", { type: "bool", value: false }],
  ["null", NULL],
]);
const WORD = /true|false|null/y;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
/** `JSON.parse` judges what is between the quotes. */
const STRING = /"(?:[^"\\]|\\.)*"/sy;

export type JsonMap = Extract<Value, { readonly type: "map" }>;

/** The object that UTF-8 bytes stand for; undefined for anything else, a name that is there twice, and too much of it. */
export function parseJsonObject(bytes: Uint8Array): JsonMap | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    const value = new JsonReader(text).whole();
    return value.type === "map" ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError) return undefined;
    throw error;
  }
}

/** A member of an object; undefined when there is none. */
export function memberOf(object: JsonMap, name: string): Value | undefined {
  return object.value.find(([key]) => key.value === name)?.[1];
}

class JsonReader {
  private at = 0;

  constructor(private readonly text: string) {}

  /** @throws {SyntaxError} no JSON, or out of bounds */
  whole(): Value {
    const value = this.value(0);
    if (this.at < this.text.length) throw new SyntaxError("something follows");
    return value;
  }

  private value(depth: number): Value {
    this.take(SPACE);
    const value = this.container(depth + 1) ?? this.scalar();
    this.take(SPACE);
    return value;
  }

  private container(depth: number): Value | undefined {
    const opening = this.text.charAt(this.at);
    if (opening !== "{" && opening !== "[") return undefined;
    if (depth > MAX_DEPTH) throw new SyntaxError("too deep");
    this.at++;
    return opening === "{" ? this.object(depth) : this.array(depth);
  }

  private object(depth: number): Value {
    const members = this.items("}", () => this.member(depth));
    const names = new Set(members.map(([name]) => name.value));
    if (names.size < members.length) throw new SyntaxError("a name is there twice");
    return { type: "map", value: members };
  }

  private member(depth: number): MapEntry {
    this.take(SPACE);
    const written = this.take(STRING) ?? this.fail();
    if (Buffer.byteLength(written) > MAX_NAME) throw new SyntaxError("the name is too long");
    this.take(SPACE);
    if (!this.skip(":")) this.fail();
    return [textOf(written), this.value(depth)];
  }

  private array(depth: number): Value {
    return { type: "list", value: this.items("]", () => this.value(depth)) };
  }

  private items<T>(closing: string, readItem: () => T): T[] {
    this.take(SPACE);
    if (this.skip(closing)) return [];
    const items: T[] = [];
    do {
      if (items.length === MAX_ITEMS) throw new SyntaxError("too many items");
      items.push(readItem());
    } while (this.skip(","));
    if (!this.skip(closing)) this.fail();
    return items;
  }

  private scalar(): Value {
    const written = this.take(STRING);
    if (written !== undefined) return textOf(written);
    const word = WORDS.get(this.take(WORD) ?? "");
    return word ?? numberOf(this.take(NUMBER) ?? this.fail());
  }

  private take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const [found] = pattern.exec(this.text) ?? [];
    this.at += found?.length ?? 0;
    return found;
  }

  private skip(character: string): boolean {
    const isThere = this.text.charAt(this.at) === character;
    if (isThere) this.at++;
    return isThere;
  }

  private fail(): never {
    throw new SyntaxError(`no JSON at ${this.at}`);
  }
}

/** @throws {SyntaxError} half of a surrogate pair, which no UTF-8 stands for */
function textOf(written: string): Extract<Value, { readonly type: "string" }> {
  const value: string = JSON.parse(written);
  if (/\p{Surrogate}/u.test(value)) throw new SyntaxError("no Unicode");
  return { type: "string", value };
}

const INT_DIGITS = 19;

/** An int where it is written as one and fits. */
function numberOf(written: string): Value {
  const isWhole = /^-?\d+$/.test(written) && written.length <= INT_DIGITS + 1;
  const whole = isWhole ? BigInt(written) : undefined;
  return whole !== undefined && BigInt.asIntN(64, whole) === whole ? int(whole) : double(Number(written));
}
