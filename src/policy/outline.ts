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
import type { Span, Written, WrittenKey } from "./written.js";

/** One outline for each document. */
export function outline(events: readonly Event[], text: string): Written[] {
  const outliner = new Outliner(text);
  for (const event of events) outliner.add(event);
  return outliner.roots;
}

/** A document, list or mapping that has not ended. */
interface Open {
  readonly from: number;
  readonly keys: WrittenKey[] | undefined;
  readonly items: Written[];
  readonly anchor: string | undefined;
  readonly isBlock: boolean;
}

/** What may stand between two values, beside comments. */
const SEPARATORS = " \t\r\n,:?-";

class Outliner {
  readonly roots: Written[] = [];
  private readonly open: Open[] = [];
  /** Where the last thing ended. */
  private end = 0;

  constructor(private readonly text: string) {}

  add(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.open.push({ from: 0, keys: undefined, items: [], anchor: undefined, isBlock: true });
        break;
      case EVENT_ID.SEQUENCE:
        this.begin(event, undefined);
        break;
      case EVENT_ID.MAPPING:
        this.begin(event, []);
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

  private begin(event: SequenceEvent | MappingEvent, keys: WrittenKey[] | undefined): void {
    const isBlock = event.style === COLLECTION_STYLE.BLOCK;
    this.open.push({ from: event.start, keys, items: [], anchor: this.anchorOf(event), isBlock });
    this.end = event.start;
  }

  private scalar(event: ScalarEvent): void {
    const span = this.spanOf(event);
    this.end = span.to;
    this.put({ ...span, anchor: this.anchorOf(event) }, event);
  }

  private alias({ anchorStart, anchorEnd }: AliasEvent): void {
    this.end = anchorEnd;
    this.put({ from: anchorStart - 1, to: anchorEnd, alias: this.text.slice(anchorStart, anchorEnd) });
  }

  private pop(): void {
    const open = this.open.pop();
    if (open === undefined) return;
    if (this.open.length === 0) {
      this.roots.push(...open.items);
      return;
    }
    this.end = open.isBlock ? this.endOfBlock() : this.endOfFlow(open);
    const { from, keys, items, anchor } = open;
    this.put({ from, to: this.end, keys, items, anchor });
  }

  /** Adds to what is open: as a key, where one is due. `scalar`: what a key's name is read from. */
  private put(written: Written, scalar?: ScalarEvent): void {
    const parent = this.open.at(-1);
    if (parent?.keys !== undefined && parent.keys.length === parent.items.length) {
      const name = scalar === undefined ? "" : getScalarValue(this.text, scalar);
      parent.keys.push({ name, from: written.from, to: written.to });
    } else {
      parent?.items.push(written);
    }
  }

  private anchorOf({
    anchorStart,
    anchorEnd,
  }: ScalarEvent | SequenceEvent | MappingEvent): string | undefined {
    return anchorStart < 0 ? undefined : this.text.slice(anchorStart, anchorEnd);
  }

  private spanOf({ style, valueStart, valueEnd, anchorEnd, tagEnd }: ScalarEvent): Span {
    const before = Math.max(this.end, anchorEnd, tagEnd);
    if (valueStart < 0) return { from: before, to: before };
    switch (style) {
      case SCALAR_STYLE.SINGLE_QUOTED:
      case SCALAR_STYLE.DOUBLE_QUOTED:
        return { from: valueStart - 1, to: valueEnd + 1 };
      case SCALAR_STYLE.LITERAL_BLOCK:
      case SCALAR_STYLE.FOLDED_BLOCK:
        return { from: this.afterSeparators(before), to: valueEnd };
      default:
        return { from: valueStart, to: valueEnd };
    }
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
