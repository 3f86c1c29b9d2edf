import { hasUsers } from "../ir/identity.js";
import { mentionsUser } from "../ir/mentions-user.js";
import type { Context } from "./context.js";
import { nameOf } from "./owned-rule.js";

/** Reports what is believed too easily of users, and who asks for users where nobody is believed. */
export function reportUsers(context: Context): void {
  if (hasUsers(context.set)) reportAnyAudience(context);
  else reportNoUsers(context);
}

function reportAnyAudience({ set, diagnostics }: Context): void {
  for (const { name, audiences, place } of set.issuers) {
    if (audiences.length > 0) continue;
    const message = `tokens that \`${name}\` made for other services are believed, too`;
    diagnostics.warning("any-audience", message, place, "name yours in `audiences`");
  }
}

function reportNoUsers({ rules, diagnostics }: Context): void {
  for (const one of rules) {
    const clause = one.rule.clauses.find(({ anyOf }) => anyOf.some(mentionsUser));
    if (clause === undefined) continue;
    const message = `\`${nameOf(one)}\` asks who the user is, and no request has one`;
    diagnostics.warning("no-users", message, clause.place, "add `issuers` or `apiKeys` to the Mesh");
  }
}
