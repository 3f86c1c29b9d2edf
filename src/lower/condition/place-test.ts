import type { PathNormalization, PathTest, Test } from "../../ir/model.js";
import { isPrefix, isSuffix, lowerTemplate } from "../path.js";
import type { Scope } from "../scope.js";
import { isHost, isMethod, isSpiffeId, isTrustDomain } from "../values.js";
import type { Site } from "./site.js";
import type { PlacelessTest } from "./to-tests.js";

/** A test with its place. A value that no request has is reported as it is outside of conditions. */
export function placeTest(test: PlacelessTest, scope: Scope, site: Site): Test {
  site.require(isPossible(test, scope, site));
  return { ...test, place: scope.place };
}

function isPossible(test: PlacelessTest, scope: Scope, { surroundings: { mode } }: Site): boolean {
  switch (test.kind) {
    case "method":
      return isMethod(test.value, scope);
    case "host":
      return !("exact" in test.host) || isHost(test.host.exact, scope);
    case "path":
      return isPossiblePath(test, mode, scope);
    case "peer":
      return (
        (test.id === undefined || isSpiffeId(test.id, scope)) &&
        (test.trustDomain === undefined || isTrustDomain(test.trustDomain, scope))
      );
    default:
      return true;
  }
}

function isPossiblePath({ path }: Pick<PathTest, "path">, mode: PathNormalization, scope: Scope): boolean {
  if ("prefix" in path) return isPrefix(path.prefix, mode, scope);
  if ("suffix" in path) return isSuffix(path.suffix, mode, scope);
  return lowerTemplate(path.template.text, mode, scope).length > 0;
}
