import type { Clause, HeaderMatch, PathPattern, PeerTest, Rule, Test } from "../ir/model.js";
import type { RuleSpec } from "../policy/schema.js";
import type { Scope } from "./scope.js";
import { addressRange, hostPattern, isToken, pathTemplate, spiffeId } from "./values.js";

/** A rule: each field a clause, each header a clause of its own. */
export function lowerRule(rule: RuleSpec, scope: Scope): Rule {
  const clauses = [
    clause(rule.methods, "methods", scope, lowerMethod),
    clause(rule.hosts, "hosts", scope, lowerHost),
    clause(rule.paths, "paths", scope, lowerPath),
    ...(rule.headers ?? []).map((header, index) =>
      clause([header], "headers", scope, (one) => lowerHeader(one, scope.under("headers", index))),
    ),
    clause(rule.peers, "peers", scope, lowerPeer),
    clause(rule.sources, "sources", scope, lowerSource),
  ].flat();
  return { name: rule.name, effect: rule.effect, clauses, place: scope.place(["name"]) };
}

/** None when the field is absent or nothing in it was right (which has been reported). */
function clause<T>(
  items: readonly T[] | undefined,
  field: string,
  scope: Scope,
  lowerItem: (item: T, scope: Scope) => Test[],
): Clause[] {
  const anyOf = (items ?? []).flatMap((item, index) => lowerItem(item, scope.under(field, index)));
  return anyOf.length === 0 ? [] : [{ anyOf, place: scope.place([field]) }];
}

function lowerMethod(value: string, scope: Scope): Test[] {
  return isToken(value, "method", scope, []) ? [{ kind: "method", value, place: scope.place([]) }] : [];
}

function lowerHost(text: string, scope: Scope): Test[] {
  return hostPattern(text, scope, []).map((host) => ({ kind: "host", host, place: scope.place([]) }));
}

type PathSpec = NonNullable<RuleSpec["paths"]>[number];

function lowerPath(path: PathSpec, scope: Scope): Test[] {
  const patterns: PathPattern[] =
    typeof path === "string" ? pathTemplate(path, scope, []).map((template) => ({ template })) : [path];
  return patterns.map((pattern) => ({ kind: "path", path: pattern, place: scope.place([]) }));
}

type HeaderSpec = NonNullable<RuleSpec["headers"]>[number];

function lowerHeader(header: HeaderSpec, scope: Scope): Test[] {
  if (!isToken(header.name, "header", scope, ["name"])) return [];
  return [
    { kind: "header", name: header.name.toLowerCase(), match: headerMatch(header), place: scope.place([]) },
  ];
}

function headerMatch({ exact, prefix, suffix, present }: HeaderSpec): HeaderMatch {
  if (exact !== undefined) return { exact };
  if (prefix !== undefined) return { prefix };
  if (suffix !== undefined) return { suffix };
  return { present: present === true };
}

type PeerSpec = NonNullable<RuleSpec["peers"]>[number];

function lowerPeer(peer: PeerSpec, scope: Scope): Test[] {
  const place = scope.place([]);
  if (typeof peer !== "string") {
    const id = peer.id === undefined ? {} : lowerPeerId(peer.id, scope.under("id"));
    if (id === undefined) return [];
    const { id: _, ...parts } = peer;
    return [{ kind: "peer", ...id, ...defined(parts), place }];
  }
  const id = lowerPeerId(peer, scope);
  return id === undefined ? [] : [{ kind: "peer", ...id, place }];
}

/** An ID, or one that ends in `/**`: all under it. */
function lowerPeerId(
  text: string,
  scope: Scope,
): Pick<PeerTest, "id"> | Pick<PeerTest, "idPrefix"> | undefined {
  const under = text.endsWith("/**");
  if (spiffeId(under ? text.slice(0, -3) : text, scope, []) === undefined) return undefined;
  return under ? { idPrefix: text.slice(0, -2) } : { id: text };
}

type Parts = Pick<PeerTest, "trustDomain" | "namespace" | "serviceAccount">;

function defined(parts: { [Key in keyof Parts]: Parts[Key] | undefined }): Parts {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}

function lowerSource(text: string, scope: Scope): Test[] {
  return addressRange(text, scope, []).map((range) => ({ kind: "source", range, place: scope.place([]) }));
}
