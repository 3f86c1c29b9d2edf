/** What a request lacks that only lacks a user: see src/image/layout.ts, EFFECT.USER_ALLOW. */
import { EFFECT } from "../image/layout.js";
import { mentionsUser } from "../ir/mentions-user.js";
import type { PlacedRule } from "./placed-rule.js";

/** The enforced allow rules that mention the user, without the clauses that do. */
export function placeWithUser(own: readonly PlacedRule[]): PlacedRule[] {
  return own.filter(({ effect }) => effect === EFFECT.ALLOW).flatMap(withUser);
}

function withUser(rule: PlacedRule): PlacedRule[] {
  const clauses = rule.clauses.filter(({ anyOf }) => !anyOf.some(mentionsUser));
  return clauses.length === rule.clauses.length ? [] : [{ ...rule, effect: EFFECT.USER_ALLOW, clauses }];
}
