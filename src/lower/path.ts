import type { PathNormalization, PathPattern } from "../ir/model.js";
import { type PathTemplate, parseTemplate } from "../ir/template.js";
import type { PathSpec } from "../policy/schema.js";
import type { Scope } from "./scope.js";
import { whyUnreachable } from "./unreachable-path.js";

/** A pattern of the normalized path; `mode`: how paths are normalized before they are compared. */
export function lowerPath(path: PathSpec, mode: PathNormalization, scope: Scope): PathPattern[] {
  if (typeof path === "string") return lowerTemplate(path, mode, scope).map((template) => ({ template }));
  const { prefix, suffix } = path;
  if (prefix !== undefined) return isPrefix(prefix, mode, scope.under("prefix")) ? [{ prefix }] : [];
  return suffix !== undefined && isSuffix(suffix, mode, scope.under("suffix")) ? [{ suffix }] : [];
}

export function lowerTemplate(text: string, mode: PathNormalization, scope: Scope): PathTemplate[] {
  const template = parseTemplate(text);
  if ("error" in template) {
    scope.error(
      "invalid-path-template",
      `\`${text}\` is no path template: ${template.error}`,
      templateHelp(text),
    );
    return [];
  }
  return isReachable(text, { template }, mode, scope) ? [template] : [];
}

function templateHelp(text: string): string {
  if (text.includes("?")) return "the path that policy sees has no query";
  return "see `paths` in docs/policy.md; for other patterns there are `{ prefix: … }` and `{ suffix: … }`";
}

/** Whether a normalized path can begin with a text. */
export function isPrefix(prefix: string, mode: PathNormalization, scope: Scope): boolean {
  if (prefix.startsWith("/")) return isReachable(prefix, { prefix }, mode, scope);
  scope.error("invalid-path-template", `\`${prefix}\` begins no path`, "paths begin with `/`");
  return false;
}

/** Whether a normalized path can end with a text. */
export function isSuffix(suffix: string, mode: PathNormalization, scope: Scope): boolean {
  if (suffix !== "") return isReachable(suffix, { suffix }, mode, scope);
  scope.error(
    "invalid-path-template",
    "an empty suffix ends every path",
    "leave `paths` out to match every path",
  );
  return false;
}

/** A pattern that no normalized path fits would make a deny rule that never bites. */
function isReachable(text: string, pattern: PathPattern, mode: PathNormalization, scope: Scope): boolean {
  const why = whyUnreachable(pattern, mode);
  if (why === undefined) return true;
  if ("refused" in why) {
    scope.error(
      "unnormalized-path",
      `no path matches \`${text}\`: in mode ${mode} such requests are invalid (\`${why.refused}\`)`,
      "see path normalization in docs/policy.md",
    );
  } else {
    scope.error(
      "unnormalized-path",
      `no path matches \`${text}\`: in mode ${mode} policy sees \`${why.sample}\` as \`${why.seen}\``,
      "write it as normalization leaves it, and without query",
    );
  }
  return false;
}
