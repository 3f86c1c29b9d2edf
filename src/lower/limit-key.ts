import type { Parser } from "../condition/parse.js";
import type { LimitKey } from "../ir/limit.js";
import type { Surroundings } from "./condition/site.js";
import { lowerValue, type Typed } from "./condition/value.js";
import type { Scope } from "./scope.js";
import { isHeaderName } from "./values.js";

/** Bits of an IPv4 address that count, then of an IPv6 address. */
const SOURCE = /^source\.ip(?:\/(\d{1,3}))?(?:\/(\d{1,3}))?$/;

const REQUEST_HEADER = /^request\.headers\[(["'])([^"']*)\1\]$/;

/** What has a text that tells values apart. */
const WANTED = {
  types: ["string", "int", "uint", "bool", "ip"],
  said: "a part of a key has to be a text",
} as const;

/** A part of a key; nothing when it is wrong (which has been reported). */
export function lowerKeyPart(
  text: string,
  surroundings: Surroundings,
  parser: Parser,
  scope: Scope,
): LimitKey[] {
  const source = SOURCE.exec(text);
  if (source !== null) return lowerSource(text, source, scope);
  const name = REQUEST_HEADER.exec(text)?.[2];
  if (name !== undefined) {
    return isHeaderName(name, scope) ? [{ kind: "header", name: name.toLowerCase() }] : [];
  }
  const value = lowerValue(text, WANTED, surroundings, parser, scope);
  return value === undefined ? [] : toKey(text, value, scope);
}

function lowerSource(text: string, [, v4 = "32", v6 = "128"]: RegExpExecArray, scope: Scope): LimitKey[] {
  if (Number(v4) <= 32 && Number(v6) <= 128) return [{ kind: "source", v4: Number(v4), v6: Number(v6) }];
  const help =
    "`source.ip/24` takes 24 bits of an IPv4 address, `source.ip/24/64` also 64 of an IPv6 address";
  scope.error("invalid-key", `\`${text}\` takes more bits than an address has`, help);
  return [];
}

function toKey(text: string, { expression, type }: Typed, scope: Scope): LimitKey[] {
  if (expression.kind === "constant") {
    scope.error(
      "invalid-key",
      `\`${text}\` is the same for every request`,
      "for one bucket, leave `key` out",
    );
    return [];
  }
  if (type !== "string")
    return [{ kind: "expression", expression: { kind: "call", function: "string", args: [expression] } }];
  if (expression.kind === "attribute") return [{ kind: "attribute", attribute: expression.attribute }];
  return [{ kind: "expression", expression }];
}
