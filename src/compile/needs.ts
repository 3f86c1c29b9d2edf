/** What an image has to know of a request: from every test of its rules, those within conditions too, and its limits. */
import { attributeName } from "../image/attributes.js";
import { headerOf } from "../image/encode-identity.js";
import { ATTRIBUTE_NUMBER, FLAG, PLACE_KIND } from "../image/layout.js";
import type { PlannedAttribute, PlannedIdentity, PlannedPlace } from "../image/plan.js";
import { type Expression, partsOf } from "../ir/expression.js";
import { isConcurrency, isPaidLater, type Limit, type LimitKey } from "../ir/limit.js";
import type { Clause, Test } from "../ir/model.js";
import { planAttribute } from "./condition/attribute.js";
import type { PlacedRule } from "./placed-rule.js";

/** See `ImagePlan`. */
export interface Needs {
  /** Bits of `FLAG`. */
  readonly flags: number;
  readonly headerNames: readonly string[];
  readonly queryNames: readonly string[];
  readonly attributes: readonly PlannedAttribute[];
}

/** The attributes that some call to the host brings. */
const FLAGS: Readonly<Record<number, number>> = {
  [ATTRIBUTE_NUMBER.PEER_ID]: FLAG.NEEDS_PEER,
  [ATTRIBUTE_NUMBER.PEER_TRUST_DOMAIN]: FLAG.NEEDS_PEER,
  [ATTRIBUTE_NUMBER.PEER_NAMESPACE]: FLAG.NEEDS_PEER,
  [ATTRIBUTE_NUMBER.PEER_SERVICE_ACCOUNT]: FLAG.NEEDS_PEER,
  [ATTRIBUTE_NUMBER.SOURCE_IP]: FLAG.NEEDS_SOURCE,
  [ATTRIBUTE_NUMBER.SOURCE_PORT]: FLAG.NEEDS_SOURCE,
  [ATTRIBUTE_NUMBER.DESTINATION_IP]: FLAG.NEEDS_DESTINATION,
  [ATTRIBUTE_NUMBER.DESTINATION_PORT]: FLAG.NEEDS_DESTINATION,
  [ATTRIBUTE_NUMBER.SNI]: FLAG.NEEDS_SNI,
  [ATTRIBUTE_NUMBER.PROTOCOL]: FLAG.NEEDS_PROTOCOL,
  [ATTRIBUTE_NUMBER.ROUTE]: FLAG.NEEDS_ROUTE,
  [ATTRIBUTE_NUMBER.TIME]: FLAG.NEEDS_TIME,
};

/** Collects what rules, limits and credentials need; `headers`: more that are looked at. */
export function needsOf(
  rules: readonly PlacedRule[],
  limits: readonly Limit[],
  identity: PlannedIdentity,
  headers: readonly string[] = [],
): Needs {
  const collector = new Collector();
  for (const { clauses } of rules) collector.addClauses(clauses);
  for (const limit of limits) collector.addLimit(limit);
  identity.places.forEach(collector.addPlace, collector);
  for (const { header } of identity.claimHeaders) collector.addHeader(header);
  headers.forEach(collector.addHeader, collector);
  return collector.finish();
}

class Collector {
  private flags = 0;
  private readonly headers = new Set<string>();
  private readonly queries = new Set<string>();
  private readonly attributes = new Map<string, PlannedAttribute>();

  addClauses(clauses: readonly Clause[]): void {
    for (const { anyOf } of clauses) anyOf.forEach(this.addTest, this);
  }

  addLimit(limit: Limit): void {
    const { clauses, key, cost, capacity, response } = limit;
    this.addClauses(clauses);
    key.forEach(this.addKeyPart, this);
    if (cost?.kind === "request") this.addExpression(cost.expression);
    if (isConcurrency(capacity) || isPaidLater(limit)) this.flags |= FLAG.NEEDS_END;
    if (response?.headers === "always") this.flags |= FLAG.NEEDS_RESPONSE;
  }

  private addTest(test: Test): void {
    if (test.kind === "peer") this.flags |= FLAG.NEEDS_PEER;
    if (test.kind === "source") this.flags |= FLAG.NEEDS_SOURCE;
    if (test.kind === "header") this.headers.add(test.name);
    if (test.kind === "value") this.addAttribute(planAttribute(test.attribute));
    if (test.kind === "condition") this.addExpression(test.expression);
  }

  private addKeyPart(part: LimitKey): void {
    if (part.kind === "source") this.flags |= FLAG.NEEDS_SOURCE;
    if (part.kind === "header") this.headers.add(part.name);
    if (part.kind === "attribute") this.addAttribute(planAttribute(part.attribute));
    if (part.kind === "expression") this.addExpression(part.expression);
  }

  addPlace({ kind, name }: PlannedPlace): void {
    if (kind === PLACE_KIND.QUERY) this.queries.add(name);
    else this.addHeader(headerOf(kind, name));
  }

  addHeader(name: string): void {
    this.headers.add(name);
  }

  finish(): Needs {
    return {
      flags: this.flags,
      headerNames: [...this.headers].sort(),
      queryNames: [...this.queries].sort(),
      attributes: [...this.attributes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, attribute]) => attribute),
    };
  }

  private addExpression(expression: Expression): void {
    if (expression.kind === "attribute" || expression.kind === "present") {
      this.addAttribute(planAttribute(expression.attribute));
    }
    if (expression.kind === "test") this.addTest(expression.test);
    for (const part of partsOf(expression)) this.addExpression(part);
  }

  private addAttribute(attribute: PlannedAttribute): void {
    const { number, header, query } = attribute;
    this.flags |= FLAGS[number] ?? 0;
    if (header !== undefined) this.headers.add(header);
    if (query !== undefined) this.queries.add(query);
    this.attributes.set(attributeName(attribute), attribute);
  }
}
