import type { HeaderMap } from "./header-map.js";

const FROM_HEADER: Readonly<Record<string, string>> = {
  path: ":path",
  host: ":authority",
  scheme: ":scheme",
  method: ":method",
  id: "x-request-id",
  referer: "referer",
  useragent: "user-agent",
};

/** The `request.…` properties that Envoy reads from the request's headers. */
export function requestProperty(
  map: HeaderMap,
  [name, header, ...rest]: readonly string[],
): string | undefined {
  if (name === undefined || rest.length > 0) return undefined;
  if (name === "headers" && header !== undefined) return joined(map, header);
  if (header !== undefined) return undefined;
  const [path, ...query] = (map.get(":path") ?? "").split("?");
  if (name === "url_path") return path;
  if (name === "query") return query.join("?");
  const source = Object.hasOwn(FROM_HEADER, name) ? FROM_HEADER[name] : undefined;
  return source === undefined ? undefined : map.get(source);
}

/** Repeated headers come as one value, unlike in the header map. */
function joined(map: HeaderMap, name: string): string | undefined {
  const values = map.getAll(name);
  return values.length === 0 ? undefined : values.join(",");
}
