import { formatAddress, maskRange, parseBlock } from "../ir/address.js";
import { type Capacity, isConcurrency, type LimitKey, type Override } from "../ir/limit.js";
import { addressPart, type KeyPart, keyText } from "../ir/limit-key.js";
import type { LimitSpec, OverrideSpec } from "../policy/limit-schema.js";
import { readOverrides } from "../policy/override-file.js";
import { type ReadFile, readBeside } from "./files.js";
import { lowerCapacity } from "./limit-capacity.js";
import { reportLongText } from "./long-texts.js";
import { reportTwice } from "./names.js";
import { lowerEach, Scope } from "./scope.js";

/** The limit around overrides; `key` is undefined when a part of it is wrong. */
export interface Overridden {
  readonly key: readonly LimitKey[] | undefined;
  readonly capacity: Capacity;
  readonly isMesh: boolean;
}

/** Most overrides of a limit (src/image/layout.ts, `MAX.OVERRIDES`). */
const MAX_OVERRIDES = 1 << 20;

/** The overrides of a limit, in the document or in a file that it names. */
export function lowerOverrides(
  overrides: LimitSpec["overrides"],
  limit: Overridden,
  readFile: ReadFile,
  scope: Scope,
): readonly Override[] {
  if (overrides === undefined) return [];
  if (limit.key?.length === 0) {
    scope.error("invalid-override", "there is no key to tell requests apart by", "give the limit a `key`");
    return [];
  }
  const lowered = Array.isArray(overrides)
    ? lowerEach(overrides, scope, (one, at) => lowerOverride(one, limit, at))
    : lowerFile(overrides.file, limit, readFile, scope);
  if (lowered.length > MAX_OVERRIDES) {
    scope.error("too-large", `${lowered.length} overrides: a limit can have ${MAX_OVERRIDES}`);
  }
  reportTwice(lowered, "override", ({ key }) => key, scope.diagnostics);
  return [...lowered].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function lowerFile(name: string, limit: Overridden, readFile: ReadFile, scope: Scope): readonly Override[] {
  const { diagnostics } = scope;
  const file = readBeside(name, readFile, scope.under("file"));
  const read = file && readOverrides(file, diagnostics);
  if (read === undefined) return [];
  return lowerEach(read.overrides, new Scope(read, diagnostics), (one, at) => lowerOverride(one, limit, at));
}

function lowerOverride(spec: OverrideSpec, limit: Overridden, scope: Scope): Override[] {
  const at = scope.under("key");
  const capacity = lowerCapacity(spec, limit.isMesh, scope);
  const parts = lowerKey(spec.key, limit.key, at);
  if (capacity === undefined || parts === undefined) return [];
  if (isConcurrency(capacity) !== isConcurrency(limit.capacity)) {
    const help = isConcurrency(capacity)
      ? "give it a `rate`, as the limit has one"
      : "give it `inFlight`, as the limit has it";
    scope.error("invalid-override", "an override of another kind than its limit", help);
    return [];
  }
  const key = keyText(parts);
  reportLongText(key, at.place, "shorten it", scope.diagnostics);
  return [{ key, capacity, place: at.place }];
}

function lowerKey(
  values: OverrideSpec["key"],
  key: readonly LimitKey[] | undefined,
  scope: Scope,
): readonly KeyPart[] | undefined {
  if (key === undefined) return undefined;
  if (values.length !== key.length) {
    const message = `a key of ${count(values.length)}, and the limit's has ${count(key.length)}`;
    scope.error(
      "invalid-override",
      message,
      "write a value for each part of the limit's `key`, in its order",
    );
    return undefined;
  }
  const parts = key.map((part, index) => lowerPart(values[index] ?? null, part, scope.under(index)));
  return parts.includes(WRONG) ? undefined : parts;
}

function count(parts: number): string {
  return parts === 1 ? "1 part" : `${parts} parts`;
}

/** Stands for a part that has been reported. */
const WRONG: KeyPart = [];

function lowerPart(value: OverrideSpec["key"][number], part: LimitKey, scope: Scope): KeyPart {
  if (value === null) return undefined;
  return part.kind === "source" ? lowerAddress(String(value), part, scope) : [String(value)];
}

/** An address, or a block of as many bits as the limit tells apart. */
function lowerAddress(text: string, part: Extract<LimitKey, { kind: "source" }>, scope: Scope): KeyPart {
  const block = parseBlock(text);
  if ("error" in block) {
    scope.error("invalid-cidr", `\`${text}\`: ${block.error}`, "write an address, such as `192.0.2.7`");
    return WRONG;
  }
  const bits = block.bytes.length === 4 ? part.v4 : part.v6;
  const meant = formatAddress(maskRange({ bytes: block.bytes, length: bits }).bytes);
  if ((text.includes("/") && block.length !== bits) || meant !== formatAddress(block.bytes)) {
    const message = `\`${text}\`: the limit tells apart the first ${bits} bits of an address`;
    scope.error("invalid-override", message, `write \`${meant}\``);
    return WRONG;
  }
  return addressPart(block.bytes, part);
}
