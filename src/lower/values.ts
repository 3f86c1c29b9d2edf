/** Single values: each is checked where it stands; a bad one is reported and left out. */
import { type AddressRange, parseRange } from "../ir/address.js";
import type { HostPattern } from "../ir/model.js";
import { parseSpiffeId, type SpiffeId } from "../ir/spiffe.js";
import { type PathTemplate, parseTemplate } from "../ir/template.js";
import type { ValuePath } from "../policy/read.js";
import type { Scope } from "./scope.js";

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

export function spiffeId(text: string, scope: Scope, path: ValuePath): SpiffeId | undefined {
  const id = parseSpiffeId(text);
  if (!("error" in id)) return id;
  scope.error(
    "invalid-spiffe-id",
    `\`${text}\` is no SPIFFE ID: ${id.error}`,
    path,
    "write it as `spiffe://trust-domain/path`",
  );
  return undefined;
}

export function addressRange(text: string, scope: Scope, path: ValuePath): AddressRange[] {
  const range = parseRange(text);
  if (!("error" in range)) return [range];
  scope.error(
    "invalid-cidr",
    `\`${text}\`: ${range.error}`,
    path,
    "write it as `10.0.0.0/8` or `2001:db8::/32`",
  );
  return [];
}

export function pathTemplate(text: string, scope: Scope, path: ValuePath): PathTemplate[] {
  const template = parseTemplate(text);
  if (!("error" in template)) return [template];
  scope.error(
    "invalid-path-template",
    `\`${text}\`: ${template.error}`,
    path,
    "see docs/policy.md, path templates",
  );
  return [];
}

/** A host, or `*.` and a host: one or more labels before it. */
export function hostPattern(text: string, scope: Scope, path: ValuePath): HostPattern[] {
  const wild = text.startsWith("*.");
  const host = text.slice(wild ? 2 : 0);
  if (!/^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?)$/.test(host)) {
    scope.error(
      "invalid-host",
      `\`${text}\` is no host`,
      path,
      "write `host.example` or `*.example`, without port and trailing dot",
    );
    return [];
  }
  return [wild ? { suffix: `.${host.toLowerCase()}` } : { exact: host.toLowerCase() }];
}

export function isToken(text: string, what: string, scope: Scope, path: ValuePath): boolean {
  if (TOKEN.test(text)) return true;
  scope.error(
    `invalid-${what}`,
    `\`${text}\` is no ${what} name`,
    path,
    "letters, digits and !#$%&'*+-.^_`|~ only",
  );
  return false;
}
