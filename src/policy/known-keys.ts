import { z } from "zod";

/** The keys that a schema has for the mapping at a path of a value; none where it expects no mapping. */
export function knownKeys(schema: unknown, path: readonly PropertyKey[], value: unknown): string[] {
  if (schema instanceof z.ZodOptional) return knownKeys(schema.unwrap(), path, value);
  if (schema instanceof z.ZodDiscriminatedUnion || schema instanceof z.ZodUnion) {
    const options: readonly unknown[] = schema.options;
    return options
      .filter((option) => isFor(option, value))
      .flatMap((option) => knownKeys(option, path, value));
  }
  const [key, ...rest] = path;
  if (schema instanceof z.ZodArray) return knownKeys(schema.element, rest, part(value, key));
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, unknown>> = schema.shape;
  return key === undefined ? Object.keys(shape) : knownKeys(shape[String(key)], rest, part(value, key));
}

/** Whether a value is of this member of a union, as far as its `kind` tells. */
function isFor(option: unknown, value: unknown): boolean {
  if (!(option instanceof z.ZodObject) || !("kind" in option.shape)) return true;
  return z.object({ kind: option.shape.kind }).safeParse(value).success;
}

/** A member of a mapping or list, if it has it. */
export function part(value: unknown, key: PropertyKey | undefined): unknown {
  if (typeof value !== "object" || value === null || key === undefined || !Object.hasOwn(value, key))
    return undefined;
  return Reflect.get(value, key);
}
