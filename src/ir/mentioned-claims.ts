/** What of a user the policies of a mesh ask for, and with it what a transaction token has to tell of one. */
import type { PolicySet } from "./model.js";

/** Beside `sub` and `iss`, which always travel. */
export interface Mentioned {
  readonly aud: boolean;
  readonly scopes: boolean;
  /** Names of claims, sorted; all of them when a policy uses `user.claims` as a whole. */
  readonly claims: readonly string[] | "all";
}

/** Calls of which the first argument is a map and the second the key. */
const KEYED = ["index", "has"];

/**
 * Whatever any policy says, in whichever mode and for whichever workload, and what goes into headers for upstreams.
 * The whole model is looked through, not only where expressions are known to stand: what is missed would be missing.
 */
export function mentionedOfUsers({ policies, issuers }: PolicySet): Mentioned {
  const seen = new Seen();
  seen.walk(policies);
  for (const { claimHeaders } of issuers) for (const { claim } of claimHeaders) seen.addClaim(claim[0]);
  return seen.finish();
}

class Seen {
  private readonly attributes = new Set<unknown>();
  private readonly claims = new Set<string>();

  walk(value: unknown): void {
    if (Array.isArray(value)) for (const item of value) this.walk(item);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    const key = claimKeyOf(value as Node);
    if (key !== undefined) {
      this.claims.add(key);
      return;
    }
    this.attributes.add((value as Node).attribute?.name);
    for (const part of Object.values(value)) this.walk(part);
  }

  addClaim(name: string | undefined): void {
    if (name !== undefined) this.claims.add(name);
  }

  finish(): Mentioned {
    return {
      aud: this.attributes.has("user.aud"),
      scopes: this.attributes.has("user.scopes"),
      claims: this.attributes.has("user.claims") ? "all" : [...this.claims].sort(),
    };
  }
}

/** An expression, or any other part of the model. */
interface Node {
  readonly kind?: unknown;
  readonly name?: unknown;
  readonly function?: unknown;
  readonly args?: readonly Node[];
  readonly attribute?: Node;
  readonly value?: Node;
  readonly type?: unknown;
}

/** The claim that an expression asks for, when it asks for one whose name is written out. */
function claimKeyOf(node: Node): string | undefined {
  if (node.kind !== "call" || node.args?.length !== 2) return undefined;
  const [left, right] = node.args;
  if (KEYED.includes(String(node.function)) && isClaims(left)) return constantText(right);
  return node.function === "in" && isClaims(right) ? constantText(left) : undefined;
}

function isClaims(node: Node | undefined): boolean {
  return node?.kind === "attribute" && node.attribute?.name === "user.claims";
}

function constantText(node: Node | undefined): string | undefined {
  const constant = node?.kind === "constant" ? node.value : undefined;
  return constant?.type === "string" ? String(constant.value) : undefined;
}
