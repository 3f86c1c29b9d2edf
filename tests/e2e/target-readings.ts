/** What a service may take a request target for: the oracle for paths that get round a rule. */

/** Whether some server that gets this target would serve what is at or under `folder`. */
export function isReadUnder(folder: string, target: string): boolean {
  return [asWhatwg(target), asRfc3986(target), asLenient(target)].some(
    (path) => path === folder || path.startsWith(`${folder}/`),
  );
}

/** A server that has its URL class read the target: two slashes at the start begin a host. */
function asWhatwg(target: string): string {
  const base = "http://service";
  return URL.canParse(target, base) ? decoded(new URL(target, base).pathname) : "";
}

/** RFC 3986 §5.2.4 and §2.4: dot segments are removed, then escapes decoded. */
function asRfc3986(target: string): string {
  return decoded(withoutDotSegments(pathOf(target)));
}

/** A server that forgives what it can, as file servers and servlet containers do. */
function asLenient(target: string): string {
  const path = decoded(pathOf(target).replace(/;[^/]*/g, "")).replace(/\0.*$/s, "");
  return withoutDotSegments(path.replaceAll("\\", "/").replace(/\/{2,}/g, "/"));
}

/** Without query and fragment; of an absolute form, without scheme and host. */
function pathOf(target: string): string {
  return target.replace(/[?#].*$/s, "").replace(/^[a-z]+:\/\/[^/]*/i, "");
}

/** Once: what is escaped twice is another name (RFC 3986 §2.4). */
function decoded(path: string): string {
  return path.replace(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function withoutDotSegments(path: string): string {
  const kept: string[] = [];
  for (const segment of path.replace(/^\//, "").split("/")) {
    if (segment === "..") kept.pop();
    else if (segment !== ".") kept.push(segment);
  }
  return `/${kept.join("/")}`;
}
