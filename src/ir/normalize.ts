/** Path normalization for the reference evaluator: obvious and slow. The filter's own: assembly/bytes/path.ts. */
import type { PathNormalization } from "./model.js";

/** Why a path is refused, as the decision record names it. */
export type PathRefusal =
  | "path-missing"
  | "path-relative"
  | "path-too-long"
  | "path-control"
  | "path-character"
  | "path-backslash"
  | "path-fragment"
  | "path-parameter"
  | "path-escape"
  | "path-escaped-slash"
  | "path-escaped-control"
  | "path-encoding"
  | "path-above-root";

/** `query` begins with `?`, or is empty when there was none; it is never changed. */
export type NormalizedPath =
  | { readonly path: string; readonly query: string }
  | { readonly refused: PathRefusal };

/** The longest path, in bytes before the query. */
const MAX_PATH = 8192;

/** RFC 3986 §2.3. */
const UNRESERVED = /^[A-Za-z0-9._~-]$/;

/** RFC 3986 §3.3: `pchar` without escapes and `;`, and the slash. */
const PATH_CHARACTERS = /^[A-Za-z0-9._~!$&'()*+,=:@/-]+$/;

/** Raw bytes that Envoy percent-encodes (envoy: googleurl url/url_canon_path.cc). */
const ENCODED_BY_ENVOY = /^[ "<>^`{|}\x80-\xff]$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control bytes are what is looked for
const CONTROL = /^[\x00-\x1f\x7f]$/;

/** A run of escapes above %7F, another escape, a run of path characters, or one byte. */
const TOKENS = /(?:%[89A-Fa-f][0-9A-Fa-f])+|%[0-9A-Fa-f]{2}|[A-Za-z0-9._~!$&'()*+,=:@/-]+|./gs;

/**
 * What policy sees of the value of `:path`, and what the upstream gets. All modes but `STRICT` are Envoy's,
 * in Envoy's order (escaped slashes, percent-encoding, dot segments, repeated slashes), and drop a fragment.
 * One difference: a path of slashes only is merged to `/`; Envoy leaves two.
 */
export function normalizePath(text: string, mode: PathNormalization): NormalizedPath {
  if (text === "") return { refused: "path-missing" };
  const raw = Buffer.from(text, "utf8").toString("latin1");
  const rawPath = /^[^?]*/.exec(withoutFragment(raw, mode))?.[0] ?? "";
  if (!rawPath.startsWith("/")) return { refused: "path-relative" };
  if (rawPath.length > MAX_PATH) return { refused: "path-too-long" };
  const behind = raw.slice(rawPath.length);
  if (/[\0\r\n]/.test(behind)) return { refused: "path-control" };
  const tokens = rawPath.match(TOKENS) ?? [];
  const refused = tokens.map((token) => refusal(token, mode)).find((reason) => reason !== undefined);
  if (refused !== undefined) return { refused };
  const path = mode === "NONE" ? rawPath : canonical(tokens, mode);
  if (path === undefined) return { refused: "path-above-root" };
  return { path: textOf(path), query: textOf(withoutFragment(behind, mode)) };
}

function withoutFragment(raw: string, mode: PathNormalization): string {
  return mode === "STRICT" ? raw : raw.replace(/#.*$/s, "");
}

function textOf(raw: string): string {
  return Buffer.from(raw, "latin1").toString("utf8");
}

function refusal(token: string, mode: PathNormalization): PathRefusal | undefined {
  if (CONTROL.test(token)) return "path-control";
  if (mode === "STRICT") return isEscape(token) ? strictEscape(token) : strictBytes(token);
  return token === "%00" && mode !== "NONE" ? "path-escaped-control" : undefined;
}

function isEscape(token: string): boolean {
  return token.length > 1 && token.startsWith("%");
}

function strictBytes(bytes: string): PathRefusal | undefined {
  if (bytes === "%") return "path-escape";
  if (bytes === "\\") return "path-backslash";
  if (bytes === "#") return "path-fragment";
  if (bytes === ";") return "path-parameter";
  return PATH_CHARACTERS.test(bytes) ? undefined : "path-character";
}

function strictEscape(escapes: string): PathRefusal | undefined {
  const bytes = decode(escapes);
  if (bytes === "/" || bytes === "\\") return "path-escaped-slash";
  if (CONTROL.test(bytes)) return "path-escaped-control";
  return isUtf8(bytes) ? undefined : "path-encoding";
}

function decode(escapes: string): string {
  return Buffer.from(escapes.replaceAll("%", ""), "hex").toString("latin1");
}

function isUtf8(bytes: string): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(bytes, "latin1"));
    return true;
  } catch {
    return false;
  }
}

/** Undefined when `..` goes above the root in the strict mode. */
function canonical(tokens: readonly string[], mode: PathNormalization): string | undefined {
  const encoded = tokens.map((token) => canonicalToken(token, mode)).join("");
  const path = removeDotSegments(settleStrays(encoded), mode === "STRICT");
  return mode === "BASE" ? path : path?.replace(/\/{2,}/g, "/");
}

/** Stands for a `%` that begins no escape; there is no other NUL by now. */
const STRAY = "\0";

function canonicalToken(token: string, mode: PathNormalization): string {
  if (token === "%") return STRAY;
  if (isEscape(token)) {
    const bytes = decode(token);
    if (UNRESERVED.test(bytes)) return bytes;
    if (mode === "DECODE_AND_MERGE_SLASHES" && (bytes === "/" || bytes === "\\")) return "/";
    return mode === "STRICT" ? token.toUpperCase() : token;
  }
  if (token === "\\") return "/";
  return ENCODED_BY_ENVOY.test(token) ? `%${token.charCodeAt(0).toString(16).toUpperCase()}` : token;
}

/** `%%34%31` must not become `%41`: a `%` that only now is followed by two hex digits becomes `%25`. */
function settleStrays(path: string): string {
  return path.replace(/\0(?=[0-9A-Fa-f]{2})/g, "%25").replaceAll(STRAY, "%");
}

/** RFC 3986 §5.2.4; an empty segment is a segment. */
function removeDotSegments(path: string, strict: boolean): string | undefined {
  const segments = path.split("/").slice(1);
  const kept: string[] = [];
  for (const [index, segment] of segments.entries()) {
    const isLast = index === segments.length - 1;
    if (segment === ".." && kept.length === 0 && strict) return undefined;
    if (segment === "..") kept.pop();
    if (segment !== "." && segment !== "..") kept.push(segment);
    else if (isLast) kept.push("");
  }
  return `/${kept.join("/")}`;
}
