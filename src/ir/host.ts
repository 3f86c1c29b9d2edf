/** Host names as policy sees them. */
import type { HostPattern } from "./model.js";

/** The longest `host:port` that is looked at (RFC 1035 §2.3.4, and a port). */
const MAX_AUTHORITY = 261;

/**
 * RFC 3986 §3.2.2: a name or an IPv4 address, or an IPv6 address in brackets; then perhaps a port. A name in
 * brackets is no host: some servers drop the brackets.
 */
const AUTHORITY = /^([A-Za-z0-9._-]+|\[[0-9A-Fa-f.]*:[0-9A-Fa-f:.]*\])(?::[0-9]*)?$/;

/**
 * The host of an authority: lower case, without port and one trailing dot; an IPv6 address keeps its brackets.
 * Undefined when it is no host.
 */
export function normalizeHost(authority: string): string | undefined {
  if (authority.length > MAX_AUTHORITY) return undefined;
  const host = AUTHORITY.exec(authority)?.[1]?.toLowerCase();
  return host !== undefined && host.length > 1 && host.endsWith(".") ? host.slice(0, -1) : host;
}

/** Whether a normalized host fits. */
export function matchHost(pattern: HostPattern, host: string): boolean {
  if ("exact" in pattern) return host === pattern.exact;
  return host.length > pattern.suffix.length && host.endsWith(pattern.suffix);
}
