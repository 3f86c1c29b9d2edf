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
import { Outline } from "./outline.js";

/** What stands where, and the node of each document's value. */
export function outlineEvents(events: readonly Event[], text: string): { outline: Outline; roots: number[] } {
  const outliner = new Outliner(text);
  for (const event of events) outliner.add(event);
  return outliner;
}

/** A document, list or mapping that has not ended. */
interface Open {
  readonly from: number;
  readonly isDocument: boolean;
  readonly isBlock: boolean;
}

/** What may stand between two values, beside comments. */
const SEPARATORS = " \t\r\n,:?-";

class Outliner {
  readonly outline = new Outline();
  readonly roots: number[] = [];
  private readonly open: Open[] = [];
  /** Where the last thing ended. */
  private end = 0;

  constructor(private readonly text: string) {}

  add(event: Event): void {
    switch (event.type) {
      case EVENT_ID.DOCUMENT:
        this.roots.push(this.outline.size);
        this.open.push({ from: 0, isDocument: true, isBlock: true });
        break;
      case EVENT_ID.SEQUENCE:
      case EVENT_ID.MAPPING:
        this.begin(event);
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

  private begin(event: SequenceEvent | MappingEvent): void {
    const { type, start, style } = event;
    this.nameAnchor(this.outline.begin(start, type === EVENT_ID.MAPPING), event);
    this.open.push({ from: start, isDocument: false, isBlock: style === COLLECTION_STYLE.BLOCK });
    this.end = start;
  }

  private pop(): void {
    const open = this.open.pop();
    if (open === undefined || open.isDocument) return;
    this.end = open.isBlock ? this.endOfBlock() : this.endOfFlow(open.from);
    this.outline.end(this.end);
  }

  private scalar(event: ScalarEvent): void {
    const { outline, text } = this;
    const from = this.startOf(event);
    const to = endOf(event, from);
    const node = outline.isKeyDue
      ? outline.key(getScalarValue(text, event), from, to)
      : outline.scalar(from, to);
    this.nameAnchor(node, event);
    this.end = to;
  }

  private alias({ anchorStart, anchorEnd }: AliasEvent): void {
    const node = this.outline.scalar(anchorStart - 1, anchorEnd);
    this.outline.aliases.set(node, this.text.slice(anchorStart, anchorEnd));
    this.end = anchorEnd;
  }

  private nameAnchor(
    node: number,
    { anchorStart, anchorEnd }: ScalarEvent | SequenceEvent | MappingEvent,
  ): void {
    if (anchorStart >= 0) this.outline.anchors.set(node, this.text.slice(anchorStart, anchorEnd));
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
  private endOfFlow(from: number): number {
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
