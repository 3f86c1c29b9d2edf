/** Limits of the mesh → the configuration of envoyproxy/ratelimit, which counts them. */
import { createHash } from "node:crypto";
import { Document } from "yaml";
import { isConcurrency, type Limit, type Rate } from "../ir/limit.js";
import type { PolicySet } from "../ir/model.js";

/**
 * The configuration file of the mesh's domain; undefined when no limit counts for the mesh. A cell asks with one
 * descriptor for each bucket, `[("limit", "policy/name"), ("key", serviceKey(text))]`; each value of `key` that
 * no override names has a counter of its own. The service is told nothing of shadow mode: it would say that a
 * limit holds which does not, and the cell records what it says.
 */
export function rateLimitConfig({ rateLimitService, mesh, policies }: PolicySet): Document | undefined {
  const descriptors = policies.flatMap(({ name, limits }) =>
    limits.flatMap((limit) => descriptorOf(name, limit)),
  );
  if (descriptors.length === 0) return undefined;
  const document = new Document({ domain: rateLimitService?.domain ?? mesh, descriptors });
  document.commentBefore = " Made by `cellwall emit ratelimit` from the policies; change those.";
  return document;
}

/** The longest key that is sent as it is. */
const MAX_KEY = 64;

/**
 * What is sent for a key (src/ir/limit-key.ts): its text up to 64 bytes, else the text's SHA-256 in lower-case
 * hexadecimal digits, so that what callers send does not set how much the service has to store. A text begins with
 * a slash, so it is no digest.
 */
export function serviceKey(text: string): string {
  return text.length <= MAX_KEY ? text : createHash("sha256").update(text).digest("hex");
}

interface Descriptor {
  readonly key: string;
  readonly value?: string;
  readonly rate_limit?: { readonly unit: string; readonly requests_per_unit: number };
  readonly descriptors?: readonly Descriptor[];
}

/** Nothing for a limit that each proxy counts alone. */
function descriptorOf(policy: string, { name, capacity, mesh, overrides }: Limit): Descriptor[] {
  if (mesh === undefined || isConcurrency(capacity)) return [];
  const others = overrides.flatMap((one): Descriptor[] =>
    isConcurrency(one.capacity) ? [] : [{ key: "key", value: serviceKey(one.key), ...limitOf(one.capacity) }],
  );
  return [
    {
      key: "limit",
      value: `${policy}/${name}`,
      descriptors: [{ key: "key", ...limitOf(capacity) }, ...others],
    },
  ];
}

const UNITS: ReadonlyMap<number, string> = new Map([
  [1e9, "second"],
  [60e9, "minute"],
  [3_600e9, "hour"],
  [86_400e9, "day"],
]);

/** @throws {RangeError} src/lower lets no other period through */
function limitOf({ count, periodNs }: Rate): Pick<Descriptor, "rate_limit"> {
  const unit = UNITS.get(periodNs);
  if (unit === undefined) throw new RangeError(`a rate limit service can't count by ${periodNs} ns`);
  return { rate_limit: { unit, requests_per_unit: count } };
}
