/** SPIFFE IDs and trust domains (SPIFFE-ID.md §2; the messages are go-spiffe's). */

/** SPIFFE-ID.md §2.3, bytes. */
const MAX_ID = 2048;
/** SPIFFE-ID.md §2.1, bytes. */
const MAX_TRUST_DOMAIN = 255;

export interface SpiffeId {
  readonly trustDomain: string;
  /** Empty, or with a leading slash. */
  readonly path: string;
}

/** The parts of a SPIFFE ID, or what is wrong with it. */
export function parseSpiffeId(text: string): SpiffeId | { readonly error: string } {
  if (text === "") return { error: "cannot be empty" };
  if (!text.startsWith("spiffe://")) return { error: "scheme is missing or invalid" };
  const rest = text.slice("spiffe://".length);
  const slash = rest.indexOf("/");
  const trustDomain = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? "" : rest.slice(slash);
  const error = trustDomainError(trustDomain) ?? pathError(path);
  if (error !== undefined) return { error };
  return Buffer.byteLength(text) > MAX_ID ? { error: `longer than ${MAX_ID} bytes` } : { trustDomain, path };
}

/** What is wrong with a trust domain name, if anything. */
export function trustDomainError(name: string): string | undefined {
  if (name === "") return "trust domain is missing";
  if (!/^[a-z0-9._-]+$/.test(name)) {
    return "trust domain characters are limited to lowercase letters, numbers, dots, dashes, and underscores";
  }
  return name.length > MAX_TRUST_DOMAIN ? `trust domain is longer than ${MAX_TRUST_DOMAIN} bytes` : undefined;
}

function pathError(path: string): string | undefined {
  if (path === "") return undefined;
  const segments = path.slice(1).split("/");
  for (const [index, segment] of segments.entries()) {
    if (segment === "" && index === segments.length - 1) return "path cannot have a trailing slash";
    if (segment === "") return "path cannot contain empty segments";
    if (segment === "." || segment === "..") return "path cannot contain dot segments";
    if (!/^[A-Za-z0-9._-]+$/.test(segment)) {
      return "path segment characters are limited to letters, numbers, dots, dashes, and underscores";
    }
  }
  return undefined;
}
