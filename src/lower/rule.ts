import type { Parser } from "../condition/parse.js";
import type { Clause, HeaderMatch, PathNormalization, Rule } from "../ir/model.js";
import type { HeaderSpec, RuleSpec } from "../policy/schema.js";
import { lowerClause, lowerMethod, lowerPaths, toClause } from "./clause.js";
import type { Surroundings } from "./condition/site.js";
import { lowerWhen } from "./condition/when.js";
import { reportLongTexts } from "./long-texts.js";
import { lowerPeer } from "./peer.js";
import { lowerEach, type Scope } from "./scope.js";
import { isHeaderName, lowerHost, lowerRange } from "./values.js";

/** A rule: each field a clause, each header a clause of its own, and those of `when`. */
export function lowerRule(rule: RuleSpec, mode: PathNormalization, parser: Parser, scope: Scope): Rule {
  const paths = lowerPaths(rule.paths, mode, scope.under("paths"));
  const surroundings: Surroundings = {
    holder: "rule",
    paths: paths.length < (rule.paths?.length ?? 0) ? undefined : paths,
    mode,
  };
  const clauses = [
    lowerClause(rule.methods, scope.under("methods"), lowerMethod),
    lowerClause(rule.hosts, scope.under("hosts"), (host, at) =>
      lowerHost(host, at).map((pattern) => ({ kind: "host", host: pattern, place: at.place })),
    ),
    toClause(paths, scope.under("paths")),
    lowerEach(rule.headers, scope.under("headers"), lowerHeader),
    lowerClause(rule.peers, scope.under("peers"), lowerPeer),
    lowerClause(rule.sources, scope.under("sources"), (source, at) =>
      lowerRange(source, at).map((range) => ({ kind: "source", range, place: at.place })),
    ),
    rule.when === undefined ? [] : lowerWhen(rule.when, surroundings, parser, scope.under("when")),
  ].flat();
  reportLongTexts(clauses, scope.diagnostics);
  return { name: rule.name, effect: rule.effect, clauses, place: scope.under("name").place };
}

function lowerHeader(header: HeaderSpec, scope: Scope): Clause[] {
  if (!isHeaderName(header.name, scope.under("name"))) return [];
  const { place } = scope;
  const name = header.name.toLowerCase();
  return [{ anyOf: [{ kind: "header", name, match: headerMatch(header), place }], place }];
}

function headerMatch({ exact, prefix, suffix, present }: HeaderSpec): HeaderMatch {
  if (exact !== undefined) return { exact };
  if (prefix !== undefined) return { prefix };
  if (suffix !== undefined) return { suffix };
  return { present: present === true };
}
