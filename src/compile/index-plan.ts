/**
 * Rules → shapes (tuple space search; Srinivasan, Suri, Varghese, SIGCOMM 1999, and Open vSwitch's classifier).
 *
 * A rule enters the index once for each combination of the look-ups of its clauses. The index only
 * proposes: a rule's code decides, so a clause may be left out, never added.
 */
import { mix32 } from "../image/hash.js";
import { EFFECT, MAX } from "../image/layout.js";
import type { Selector, Shape } from "../image/plan.js";
import type { Clause, Rule } from "../ir/model.js";
import { clauseToLookups, type Lookup } from "./lookup.js";

/** Most entries that one rule makes by combining clauses; a single clause may be longer. */
const MAX_COMBINATIONS = 64;

export interface IndexPlan {
  readonly selectors: readonly Selector[];
  /** Shapes of each effect, by the numbers of `EFFECT`. */
  readonly shapes: readonly [readonly Shape[], readonly Shape[], readonly Shape[]];
}

/** Plans the index over rules, which are known by their place in the list. */
export function rulesToIndex(rules: readonly Rule[]): IndexPlan {
  const selectors = new SelectorTable();
  const groups = [new ShapeTable(), new ShapeTable(), new ShapeTable()] as const;
  rules.forEach((rule, id) => {
    const group = groups[effectNumber(rule)];
    for (const entry of ruleToEntries(rule)) group.add(entry, id, selectors);
  });
  return {
    selectors: selectors.list,
    shapes: [groups[0].shapes(), groups[1].shapes(), groups[2].shapes()],
  };
}

/** The number that stands for a rule's effect in the image. */
export function effectNumber(rule: Rule): 0 | 1 | 2 {
  return rule.effect === "deny" ? EFFECT.DENY : rule.effect === "allow" ? EFFECT.ALLOW : EFFECT.AUDIT;
}

/** Each combination of the rule's look-ups; one without look-ups when nothing narrows the rule. */
function ruleToEntries(rule: Rule): Lookup[][] {
  const undecided = rule.effect !== "allow";
  const lists: Choice[] = [];
  for (const clause of rule.clauses) {
    const lookups = clauseToLookups(clause, undecided);
    if (lookups !== undefined) lists.push({ clause, lookups });
  }
  return choose(lists).reduce<Lookup[][]>(combine, [[]]);
}

/** Each entry with each of a clause's lists of look-ups. */
function combine(entries: readonly Lookup[][], lists: readonly Lookup[][]): Lookup[][] {
  const combined: Lookup[][] = [];
  for (const entry of entries) for (const lookups of lists) combined.push(entry.concat(lookups));
  return combined;
}

interface Choice {
  readonly clause: Clause;
  readonly lookups: Lookup[][];
}

/** The shortest lists, as long as their product stays small; the method only when nothing else narrows. */
function choose(lists: readonly Choice[]): Lookup[][][] {
  const narrowing = lists.filter(({ clause }) => clause.anyOf[0]?.kind !== "method");
  const sorted = (narrowing.length > 0 ? narrowing : lists)
    .map(({ lookups }) => lookups)
    .sort((a, b) => a.length - b.length);
  const chosen: Lookup[][][] = [];
  let product = 1;
  for (const list of sorted) {
    if (chosen.length > 0 && product * list.length > MAX_COMBINATIONS) break;
    product *= list.length;
    chosen.push(list);
  }
  return chosen;
}

/** Numbers the selectors as they come up. */
class SelectorTable {
  readonly list: Selector[] = [];
  private readonly ids = new Map<string, number>();

  /** The number of a selector, or undefined when there is no room for a new one. */
  idOf(selector: Selector): number | undefined {
    const { kind, count, header = "", argument } = selector;
    const name = `${kind} ${count} ${argument} ${header}`;
    const known = this.ids.get(name);
    if (known !== undefined) return known;
    if (this.list.length >= MAX.SELECTORS) return undefined;
    this.ids.set(name, this.list.length);
    this.list.push(selector);
    return this.list.length - 1;
  }
}

interface GrowingShape {
  readonly selectors: readonly number[];
  readonly slots: Map<number, number[]>;
}

/** Collects the shapes of one effect. */
class ShapeTable {
  private readonly byName = new Map<string, GrowingShape>();

  add(lookups: readonly Lookup[], rule: number, selectors: SelectorTable): void {
    const numbered: { readonly id: number; readonly key: number }[] = [];
    for (const { selector, key } of lookups) {
      const id = selectors.idOf(selector);
      if (id !== undefined) numbered.push({ id, key });
    }
    const parts = numbered.sort((a, b) => a.id - b.id).slice(0, MAX.SHAPE_SELECTORS);
    const shape = this.shapeOf(parts.map(({ id }) => id));
    const key = shape.selectors.length === 0 ? 0 : parts.reduce((mixed, part) => mix32(mixed, part.key), 0);
    const rules = shape.slots.get(key);
    if (rules === undefined) shape.slots.set(key, [rule]);
    else if (rules.at(-1) !== rule) rules.push(rule);
  }

  /** The shape of these selectors; when there are too many, the one that proposes its rules always. */
  private shapeOf(selectors: readonly number[]): GrowingShape {
    const name = selectors.join(",");
    const known = this.byName.get(name);
    if (known !== undefined) return known;
    if (selectors.length > 0 && this.byName.size >= MAX.SHAPES - 1) return this.shapeOf([]);
    const shape = { selectors, slots: new Map<number, number[]>() };
    this.byName.set(name, shape);
    return shape;
  }

  shapes(): Shape[] {
    return [...this.byName.values()];
  }
}
