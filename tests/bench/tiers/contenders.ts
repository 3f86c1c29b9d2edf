import { rateLimitConfig } from "../../../src/emit/index.js";
import type { PolicySet, Tier } from "../../../src/ir/model.js";
import type { HttpFilter } from "../variants/variant.js";
import { localChain, serviceChain, serviceConfig } from "./native.js";
import { tierPolicies } from "./policy.js";

/** One way to guard both tiers. */
export interface Contender {
  readonly name: string;
  /** Who talks to whom, and what the cells enforce. */
  readonly set: PolicySet;
  /** In the place of the cell; absent: the cell. */
  readonly filters?: (tier: Tier) => readonly HttpFilter[];
  /** Configuration of the rate limit service; absent: none is asked. */
  readonly serviceConfig?: string;
  /** Whether it refuses anything. */
  readonly isGuarded: boolean;
}

/** Names of contenders that ratios are made of. */
export const NATIVE_LOCAL = "native, local limits";
export const NATIVE_SERVICE = "native, limits by the service";
export const CELL_PROXY = "cell, limits of each proxy";
export const CELL_MESH = "cell, limits of the mesh";

/** @param hasService whether there is a rate limit service; without one, those that need it are left out */
export function contenders(hasService: boolean): Contender[] {
  const set = tierPolicies("proxy");
  return [
    { name: "bare", set, filters: () => [], isGuarded: false },
    { name: NATIVE_LOCAL, set, filters: localChain, isGuarded: true },
    { name: CELL_PROXY, set, isGuarded: true },
    ...(hasService ? withService() : []),
  ];
}

function withService(): Contender[] {
  const set = tierPolicies("mesh");
  return [
    { name: NATIVE_SERVICE, set, filters: serviceChain, serviceConfig: serviceConfig(), isGuarded: true },
    { name: CELL_MESH, set, serviceConfig: String(rateLimitConfig(set)), isGuarded: true },
  ];
}
