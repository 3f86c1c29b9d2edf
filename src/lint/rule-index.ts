import type { Clause, Effect, Rule } from "../ir/model.js";
import type { Budget } from "./budget.js";
import type { OwnedRule } from "./owned-rule.js";
import { filingOf } from "./relation/relate.js";
import type { Targets } from "./targets.js";
import { TestIndex } from "./test-index.js";

/** Finds the rules that may contain another one without a look at each. */
export class RuleIndex {
  private readonly drawers = new Map<string, Drawer>();

  constructor(
    rules: readonly OwnedRule[],
    private readonly targets: Targets,
  ) {
    for (const one of rules) this.drawerOf(one).count(one.rule);
    for (const one of rules) this.drawerOf(one).file(one);
  }

  /** The rules of an effect that may contain one, itself among them if it has that effect. */
  *around({ policy, rule }: OwnedRule, effect: Effect, budget: Budget): Generator<OwnedRule> {
    for (const scope of this.targets.scopesOf(policy.target)) {
      const drawer = this.drawers.get(`${effect} ${scope}`);
      if (drawer !== undefined) yield* drawer.around(rule, budget);
    }
  }

  private drawerOf({ policy, rule }: OwnedRule): Drawer {
    const name = `${rule.effect} ${this.targets.scopesOf(policy.target)[0]}`;
    const drawer = this.drawers.get(name) ?? new Drawer();
    this.drawers.set(name, drawer);
    return drawer;
  }
}

/**
 * The rules of one effect and of targets that are alike. Each is filed by one of its clauses, the one whose
 * keys are the rarest: what is within the rule is within that clause.
 */
class Drawer {
  private readonly counts = new Map<string, number>();
  private readonly unconditional: OwnedRule[] = [];
  private readonly filed = new TestIndex<OwnedRule>();

  count({ clauses }: Rule): void {
    for (const key of clauses.flatMap(keysOf)) this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  file(one: OwnedRule): void {
    const clause = this.rarest(one.rule.clauses);
    if (clause === undefined) this.unconditional.push(one);
    else for (const test of clause.anyOf) this.filed.add(test, one);
  }

  *around({ clauses }: Rule, budget: Budget): Generator<OwnedRule> {
    yield* this.unconditional;
    for (const { anyOf } of clauses) {
      // Where all tests of a clause are within another clause, so is the first.
      for (const test of anyOf.slice(0, 1)) yield* this.filed.around(test, budget);
    }
  }

  private rarest(clauses: readonly Clause[]): Clause | undefined {
    const costs = clauses.map((clause) =>
      keysOf(clause).reduce((sum, key) => sum + (this.counts.get(key) ?? 0), 0),
    );
    const least = costs.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    return clauses[costs.indexOf(least)];
  }
}

function keysOf({ anyOf }: Clause): string[] {
  return anyOf.map(filingOf).flatMap(({ shape, keys }) => keys.map((key) => `${shape} ${key}`));
}
