/**
 * What the encoder writes, still as objects: the image's records before they have offsets
 * (src/image/layout.ts). `compile` makes it, `encode` spends it.
 */

/** One test; `operand` is a string or one of the records. */
export interface Instruction {
  readonly op: number;
  readonly flags: number;
  /** Header name for the header tests. */
  readonly header?: string | undefined;
  readonly operand?: Operand | undefined;
}

export type Operand =
  | { readonly kind: "string"; readonly value: string }
  | {
      readonly kind: "template";
      readonly segments: readonly (string | null)[];
      readonly rest: boolean;
      readonly suffix: string;
    }
  | {
      readonly kind: "peer";
      readonly id?: string | undefined;
      readonly idPrefix?: string | undefined;
      readonly trustDomain?: string | undefined;
      readonly namespace?: string | undefined;
      readonly serviceAccount?: string | undefined;
    }
  | {
      readonly kind: "range";
      readonly family: number;
      readonly length: number;
      readonly bytes: readonly number[];
    };

export interface PlannedRule {
  readonly policy: string;
  readonly name: string;
  readonly effect: number;
  readonly code: readonly Instruction[];
}

/** A part of the request that the index hashes. */
export interface Selector {
  readonly kind: number;
  readonly count: number;
  readonly header?: string;
  readonly argument: number;
}

/** The rules of one effect that fix the same parts, by the key that their values make. */
export interface Shape {
  /** Indices into the plan's selectors, in the order in which their hashes are mixed. */
  readonly selectors: readonly number[];
  /** Key → rules, ascending. */
  readonly slots: ReadonlyMap<number, readonly number[]>;
}

export interface PlannedLimit {
  readonly policy: string;
  readonly name: string;
  readonly intervalNs: bigint;
  readonly toleranceNs: bigint;
  readonly key: readonly { readonly kind: number; readonly header?: string }[];
}

export interface ImagePlan {
  readonly version: string;
  /** Bits of `FLAG`. */
  readonly flags: number;
  /** Path normalization, as the bits of `PATH_MODE`. */
  readonly path: number;
  /** Names of all headers that rules and limits look at, in lower case. */
  readonly headerNames: readonly string[];
  readonly rules: readonly PlannedRule[];
  readonly selectors: readonly Selector[];
  readonly deny: readonly Shape[];
  readonly allow: readonly Shape[];
  readonly audit: readonly Shape[];
  readonly limits: readonly PlannedLimit[];
}
