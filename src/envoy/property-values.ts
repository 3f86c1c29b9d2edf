/**
 * A property's value: text or bytes as they are, whole numbers in 8 bytes (little-endian), booleans in one
 * (envoy: Context::serializeValue). A time is its nanoseconds since 1970 as a `bigint`.
 */
export type PropertyValue = string | Uint8Array | bigint | number | boolean;

/** Properties by their path, its parts joined by a dot: `source.address`, `xds.node.id`. */
export type Properties = Readonly<Record<string, PropertyValue>>;

export function encodeProperty(value: PropertyValue): Uint8Array {
  if (typeof value === "string") return Buffer.from(value, "utf8");
  if (value instanceof Uint8Array) return value;
  if (typeof value === "boolean") return Uint8Array.of(value ? 1 : 0);
  const out = Buffer.alloc(8);
  out.writeBigInt64LE(BigInt(value));
  return out;
}
