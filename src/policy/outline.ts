/** Parser events → where each value stands. The events say where most things begin; where they end follows from the text. */
import {
  type AliasEvent,
  COLLECTION_STYLE,
  EVENT_ID,
  type Event,
  getScalarValue,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
  type SequenceEvent,
} from "js-yaml";
import type { Written, WrittenKey } from "./written.js";

/** One outline for each document. */
export function outline(events: readonly Event[], text: string): Written[] {
  const outliner = new Outliner(text);
  for (const event of events) outliner.add(event);
  return outliner.roots;
}

/** A document, list or mapping that has not ended. */
interface Open {
  readonly from: number;
  readonly isBlock: boolean;
  readonly isMapping: boolean;
  readonly anchor: string | undefined;
  /** Where its own begin among the keys and items of all that is open. */
  readonly firstKey: number;
  readonly firstItem: number;
}

/** What may stand between two values, beside comments. */
const SEPARATORS = " \t\r\n,:?-";

class Outliner {
  readonly roots: Written[] = [];
  private readonly open: Open[] = [];
  private readonly keys: WrittenKey[] = [];
  private readonly items: Written[] = [];
  /** Where the last thing ended. */
  private end = 0;

  constructor(private readonly text: string) {}

  add(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.begin(0, true, false, undefined);
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        this.collection(event);
        break;
      case EVENT_ID.SCALAR:
        this.scalar(event);
        break;
      case EVENT_ID.ALIAS:
        this.alias(event);
        break;
      case EVENT_ID.POP:
        this.pop();
    }
  }

  private begin(from: number, isBlock: boolean, isMapping: boolean, anchor: string | undefined): void {
    const firstKey = this.keys.length;
    const firstItem = this.items.length;
    this.open.push({ from, isBlock, isMapping, anchor, firstKey, firstItem });
  }

  private collection(event: SequenceEvent | MappingEvent): void {
    const { type, start, style } = event;
    this.begin(start, style === COLLECTION_STYLE.BLOCK, type === EVENT_ID.MAPPING, this.anchorOf(event));
    this.end = start;
  }

  private scalar(event: ScalarEvent): void {
    const from = this.startOf(event);
    const to = endOf(event, from);
    this.end = to;
    if (this.isKeyDue()) this.keys.push({ name: getScalarValue(this.text, event), from, to });
    else this.items.push({ from, to, keys: undefined, items: undefined, anchor: this.anchorOf(event) });
  }

  private alias({ anchorStart, anchorEnd }: AliasEvent): void {
    this.end = anchorEnd;
    this.put({ from: anchorStart - 1, to: anchorEnd, alias: this.text.slice(anchorStart, anchorEnd) });
  }

  private pop(): void {
    const open = this.open.pop();
    if (open === undefined) return;
    const items = this.items.splice(open.firstItem);
    if (this.open.length === 0) {
      this.roots.push(...items);
      return;
    }
    const keys = open.isMapping ? this.keys.splice(open.firstKey) : undefined;
    this.end = open.isBlock ? this.endOfBlock() : this.endOfFlow(open);
    this.put({ from: open.from, to: this.end, keys, items, anchor: open.anchor });
  }

  /** Adds to what is open. A list or mapping that is a key has no name: the constructor refuses it. */
  private put(written: Written): void {
    if (this.isKeyDue()) this.keys.push({ name: "", from: written.from, to: written.to });
    else this.items.push(written);
  }

  private isKeyDue(): boolean {
    const open = this.open.at(-1);
    if (open === undefined || !open.isMapping) return false;
    return this.keys.length - open.firstKey === this.items.length - open.firstItem;
  }

  private anchorOf({
    anchorStart,
    anchorEnd,
  }: ScalarEvent | SequenceEvent | MappingEvent): string | undefined {
    return anchorStart < 0 ? undefined : this.text.slice(anchorStart, anchorEnd);
  }

  private startOf({ style, valueStart, anchorEnd, tagEnd }: ScalarEvent): number {
    const before = Math.max(this.end, anchorEnd, tagEnd);
    if (valueStart < 0) return before;
    if (isQuoted(style)) return valueStart - 1;
    return style === SCALAR_STYLE.PLAIN ? valueStart : this.afterSeparators(before);
  }

  /** A block collection ends with its last line. */
  private endOfBlock(): number {
    if (this.text[this.end - 1] === "\n") return this.end;
    const lineEnd = this.text.indexOf("\n", this.end);
    return lineEnd < 0 ? this.text.length : lineEnd + 1;
  }

  /** Behind the bracket; `[a: b]` has a mapping in it that has none. */
  private endOfFlow({ from }: Open): number {
    const hasBracket = this.text[from] === "[" || this.text[from] === "{";
    return hasBracket ? this.afterSeparators(Math.max(this.end, from + 1)) + 1 : this.end;
  }

  /** The next offset, from one behind a value, at which there is neither space, comment nor indicator. */
  private afterSeparators(from: number): number {
    let at = from;
    for (;;) {
      const character = this.text[at];
      if (character === "#") at = this.endOfLine(at);
      else if (character !== undefined && SEPARATORS.includes(character)) at++;
      else return at;
    }
  }

  private endOfLine(from: number): number {
    const at = this.text.indexOf("\n", from);
    return at < 0 ? this.text.length : at;
  }
}

function endOf({ style, valueStart, valueEnd }: ScalarEvent, from: number): number {
  if (valueStart < 0) return from;
  return isQuoted(style) ? valueEnd + 1 : valueEnd;
}

function isQuoted(style: ScalarEvent["style"]): boolean {
  return style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED;
}
