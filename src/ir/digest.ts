import { createHash } from "node:crypto";
import type { PolicySet } from "./model.js";

/** Sets are never changed, and several stages ask for the version of the same one. */
const known = new WeakMap<PolicySet, string>();

/**
 * The version of a policy set: the first 16 hex digits of SHA-256 over its canonical JSON (keys sorted,
 * places and tests left out). The same at every tier; the same for any order of files and layout of YAML.
 */
export function policyDigest(set: PolicySet): string {
  const version = known.get(set) ?? digestOf(set);
  known.set(set, version);
  return version;
}

function digestOf({ tests: _, ...enforced }: PolicySet): string {
  const digest = new Digest();
  digest.add(enforced);
  return digest.finish().slice(0, 16);
}

/** Characters that are hashed at once: to put all the text of a large set together first takes three times as long. */
const CHUNK = 1 << 14;

/** A member of an object, and its key as JSON has it. */
interface Member {
  readonly key: string;
  readonly json: string;
}

/** SHA-256 of canonical JSON. */
class Digest {
  private readonly hash = createHash("sha256");
  private text = "";
  /** By their keys, which come from the model's types and never from a policy: a few dozen kinds of objects. */
  private readonly members = new Map<string, readonly Member[]>();

  add(value: unknown): void {
    if (Array.isArray(value)) this.addList(value);
    else if (isObject(value)) this.addObject(value);
    else this.append(JSON.stringify(value));
  }

  /** In hexadecimal digits. */
  finish(): string {
    return this.hash.update(this.text).digest("hex");
  }

  private addList(items: readonly unknown[]): void {
    let before = "[";
    for (const item of items) {
      this.append(before);
      this.add(item);
      before = ",";
    }
    this.append(items.length === 0 ? "[]" : "]");
  }

  private addObject(value: Readonly<Record<string, unknown>>): void {
    let before = "{";
    for (const { key, json } of this.membersOf(value)) {
      const member = value[key];
      if (member === undefined) continue;
      this.append(before + json);
      this.add(member);
      before = ",";
    }
    this.append(before === "{" ? "{}" : "}");
  }

  private membersOf(value: object): readonly Member[] {
    const keys = Object.keys(value);
    const kind = keys.join();
    const before = this.members.get(kind);
    if (before !== undefined) return before;
    const kept = keys.filter((key) => key !== "place").sort();
    const members = kept.map((key) => ({ key, json: `${JSON.stringify(key)}:` }));
    this.members.set(kind, members);
    return members;
  }

  private append(text: string): void {
    this.text += text;
    if (this.text.length < CHUNK) return;
    this.hash.update(this.text);
    this.text = "";
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
