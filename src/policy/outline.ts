/** A stretch of a file: offsets into its text, the end exclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a node is; that of a key is the number of its name. */
const KIND = { LIST: -1, MAPPING: -2, OTHER: -3 } as const;

/** Items of a list that are passed over one after the other; one further in is looked up. */
const MAX_STEPS = 16;

/** A list or mapping that has not ended. */
interface Open {
  readonly node: number;
  readonly isMapping: boolean;
  /** Of nodes right in it: keys and values take turns. */
  count: number;
}

/**
 * What stands where in a file. Its nodes are the values and the keys, numbered as they begin, so that what is in
 * a node follows it. They are numbers in lists and no objects: 100,000 rules have two million of them.
 */
export class Outline {
  /** The names of anchors, by the nodes that have them. */
  readonly anchors = new Map<number, string>();
  /** The names that aliases stand for, by their nodes. */
  readonly aliases = new Map<number, string>();
  private readonly from: number[] = [];
  private readonly to: number[] = [];
  private readonly next: number[] = [];
  private readonly kind: number[] = [];
  private readonly names: string[] = [];
  private readonly nameIds = new Map<string, number>();
  private readonly open: Open[] = [];
  /** The items of each list that was looked far into. */
  private readonly items = new Map<number, readonly number[]>();

  /** How many nodes there are: the number of the one that begins next. */
  get size(): number {
    return this.from.length;
  }

  /** Whether the next node is a key. */
  get isKeyDue(): boolean {
    const around = this.open.at(-1);
    return around?.isMapping === true && around.count % 2 === 0;
  }

  begin(from: number, isMapping: boolean): number {
    const node = this.add(from, from, isMapping ? KIND.MAPPING : KIND.LIST);
    this.open.push({ node, isMapping, count: 0 });
    return node;
  }

  /** Ends the list or mapping that began last. */
  end(to: number): void {
    const open = this.open.pop();
    if (open === undefined) return;
    this.to[open.node] = to;
    this.next[open.node] = this.size;
  }

  key(name: string, from: number, to: number): number {
    let id = this.nameIds.get(name);
    if (id === undefined) {
      id = this.names.push(name) - 1;
      this.nameIds.set(name, id);
    }
    return this.add(from, to, id);
  }

  /** A value with nothing in it. */
  scalar(from: number, to: number): number {
    return this.add(from, to, KIND.OTHER);
  }

  private add(from: number, to: number, kind: number): number {
    const around = this.open.at(-1);
    if (around !== undefined) around.count++;
    this.from.push(from);
    this.to.push(to);
    this.kind.push(kind);
    return this.next.push(this.size) - 1;
  }

  span(node: number): Span {
    return { from: this.from[node] ?? 0, to: this.to[node] ?? 0 };
  }

  isKey(node: number): boolean {
    return (this.kind[node] ?? KIND.OTHER) >= 0;
  }

  /** The node after all that is in a node. */
  after(node: number): number {
    return this.next[node] ?? this.size;
  }

  /** The key of this name in a mapping. */
  keyOf(node: number, name: string): number | undefined {
    const id = this.nameIds.get(name);
    if (id === undefined || this.kind[node] !== KIND.MAPPING) return undefined;
    const end = this.after(node);
    for (let key = node + 1; key < end; key = this.after(this.after(key))) {
      if (this.kind[key] === id) return key;
    }
    return undefined;
  }

  /** The item or member of a list or mapping. */
  child(node: number, step: PropertyKey): number | undefined {
    if (this.kind[node] === KIND.LIST) return this.item(node, Number(step));
    const key = this.keyOf(node, String(step));
    return key === undefined ? undefined : this.after(key);
  }

  private item(list: number, index: number): number | undefined {
    if (index >= MAX_STEPS) return this.itemsOf(list)[index];
    const end = this.after(list);
    let item = list + 1;
    for (let left = index; left > 0 && item < end; left--) item = this.after(item);
    return item < end ? item : undefined;
  }

  private itemsOf(list: number): readonly number[] {
    const known = this.items.get(list);
    if (known !== undefined) return known;
    const items: number[] = [];
    for (let item = list + 1; item < this.after(list); item = this.after(item)) items.push(item);
    this.items.set(list, items);
    return items;
  }
}
