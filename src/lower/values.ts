/** Single values. One that is wrong is reported where it stands and left out: an empty list, or false. */
import { type AddressRange, parseRange } from "../ir/address.js";
import { normalizeHost } from "../ir/host.js";
import type { HostPattern } from "../ir/model.js";
import { parseSpiffeId, trustDomainError } from "../ir/spiffe.js";
import type { Scope } from "./scope.js";

/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** A name whose labels have something in them, an IPv4 address, or an IPv6 address in brackets. */
const HOST = /^(\[[0-9a-f.]*:[0-9a-f:.]*\]|[a-z0-9_-]+(\.[a-z0-9_-]+)*)$/;

/** Whether a text is a SPIFFE ID. */
export function isSpiffeId(text: string, scope: Scope): boolean {
  const id = parseSpiffeId(text);
  if (!("error" in id)) return true;
  scope.error(
    "invalid-spiffe-id",
    `\`${text}\` is no SPIFFE ID: ${id.error}`,
    "write it as `spiffe://trust-domain/path`",
  );
  return false;
}

/** Whether a text is a trust domain's name. */
export function isTrustDomain(text: string, scope: Scope): boolean {
  const error = trustDomainError(text);
  if (error === undefined) return true;
  scope.error(
    "invalid-trust-domain",
    `\`${text}\` is no trust domain: ${error}`,
    "write the name alone, such as `shop.example`",
  );
  return false;
}

export function lowerRange(text: string, scope: Scope): AddressRange[] {
  const range = parseRange(text);
  if (!("error" in range)) return [range];
  const help =
    range.meant === undefined
      ? "write `10.0.0.0/8`, `2001:db8::/32` or one address"
      : `write \`${range.meant}\``;
  scope.error("invalid-cidr", `\`${text}\`: ${range.error}`, help);
  return [];
}

/** A host, or `*.` and a host: one or more labels before it. */
export function lowerHost(text: string, scope: Scope): HostPattern[] {
  const wild = text.startsWith("*.");
  const host = text.slice(wild ? 2 : 0).toLowerCase();
  if (HOST.test(host)) return [wild ? { suffix: `.${host}` } : { exact: host }];
  scope.error("invalid-host", `\`${text}\` is no host`, hostHelp(text));
  return [];
}

/** Whether a text can be a host as policy sees it. */
export function isHost(text: string, scope: Scope): boolean {
  if (normalizeHost(text) === text) return true;
  const help = "policy sees the host in lower case, without port and trailing dot";
  scope.error("invalid-host", `no request has the host \`${text}\``, help);
  return false;
}

function hostHelp(text: string): string {
  if (text === "*") return "for any host, leave `hosts` out";
  if (text.includes("://") || text.includes("/")) return "write the host alone, without scheme and path";
  if (/:\d+$/.test(text)) return "leave the port out: hosts are compared without";
  if (text.endsWith(".")) return "leave the trailing dot out: hosts are compared without";
  return "write `host.example`, or `*.example` for any name below `example`";
}

/** Whether a text can name a header that policy may ask for. */
export function isHeaderName(text: string, scope: Scope): boolean {
  const wrong = headerError(text);
  if (wrong !== undefined) scope.error("invalid-header", `\`${text}\` ${wrong.what}`, wrong.help);
  return wrong === undefined;
}

function headerError(text: string): { what: string; help: string } | undefined {
  const pseudo = /^:(method|path|authority)$/i.exec(text)?.[1]?.toLowerCase();
  if (pseudo !== undefined) {
    return {
      what: "is no header",
      help: `use \`${{ method: "methods", path: "paths" }[pseudo] ?? "hosts"}\``,
    };
  }
  if (text.toLowerCase() === "host") {
    return { what: "never arrives as a header: Envoy makes it `:authority`", help: "use `hosts`" };
  }
  if (TOKEN.test(text)) return undefined;
  return { what: "is no header name", help: "letters, digits and !#$%&'*+-.^_`|~" };
}

/** Whether a text is a token (RFC 9110 §5.6.2), as names of cookies and of authentication schemes are. */
export function isToken(text: string): boolean {
  return TOKEN.test(text);
}

/** Whether a text can be a method; one in lower case hardly is what was meant. */
export function isMethod(text: string, scope: Scope): boolean {
  if (!TOKEN.test(text)) {
    scope.error(
      "invalid-method",
      `\`${text}\` is no method`,
      "write it as the request line has it, such as `GET`",
    );
    return false;
  }
  if (text !== text.toUpperCase()) {
    scope.warning(
      "lower-case-method",
      `\`${text}\` is not \`${text.toUpperCase()}\`: methods are case-sensitive`,
    );
  }
  return true;
}
