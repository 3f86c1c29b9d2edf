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
  /** For the tests of values. */
  readonly attribute?: PlannedAttribute | undefined;
  readonly operand?: Operand | undefined;
}

/** A part of the request, by its number and perhaps the name of a header or query parameter. */
export interface PlannedAttribute {
  /** As a record of a decision names it. */
  readonly name: string;
  /** Of `ATTRIBUTE_NUMBER`. */
  readonly number: number;
  /** In lower case. */
  readonly header?: string;
  readonly query?: string;
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
    }
  /** A set of small numbers; `below`: greater than all of them. */
  | { readonly kind: "numbers"; readonly below: number; readonly members: readonly number[] }
  | { readonly kind: "value"; readonly value: PlannedValue }
  /** By its place among the plan's programs. */
  | { readonly kind: "program"; readonly number: number };

/** A constant: `tag` of `TAG`, `bits` the payload in decimal, `items` those of a list or each key and value of a map. */
export type PlannedValue =
  | { readonly tag: number; readonly bits: string; readonly detail?: number }
  | { readonly tag: number; readonly text: string }
  | { readonly tag: number; readonly bytes: readonly number[]; readonly detail?: number }
  | { readonly tag: number; readonly items: readonly PlannedValue[] };

/** One step of a program, with what its numbers stand for; see `STEP_OP`. */
export interface PlannedStep {
  readonly op: number;
  readonly count?: number;
  readonly argument?: number;
  readonly operand?: number;
  /** In place of `argument`. */
  readonly attribute?: PlannedAttribute;
  /** In place of `operand`. */
  readonly value?: PlannedValue;
  /** That of a regular expression, in place of `operand`. */
  readonly pattern?: string;
  /** Takes the place of the next step. */
  readonly test?: Instruction;
}

/** A regular expression as src/image/regex.ts has it. */
export interface PlannedRegex {
  readonly pattern: string;
  readonly bytes: Uint8Array;
}

export interface PlannedProgram {
  readonly steps: readonly PlannedStep[];
  /** Values on the stack at most. */
  readonly stack: number;
}

export interface PlannedRule {
  /** Empty for a way to a destination. */
  readonly policy: string;
  /** Or the number of the destination that a way leads to. */
  readonly name: string | number;
  /** One of `EFFECT`. */
  readonly effect: number;
  readonly code: readonly Instruction[];
}

/** A part of the request that the index hashes. */
export interface Selector {
  readonly kind: number;
  readonly count: number;
  readonly header?: string;
  readonly attribute?: PlannedAttribute;
  readonly argument: number;
}

/** The rules of one effect that fix the same parts, by the key that their values make. */
export interface Shape {
  /** Indices into the plan's selectors, in the order in which their hashes are mixed. */
  readonly selectors: readonly number[];
  /** Key → rules, ascending. */
  readonly slots: ReadonlyMap<number, readonly number[]>;
}

/** As the record has it. */
export interface PlannedRate {
  readonly intervalNs: bigint;
  readonly toleranceNs: bigint;
  readonly count: number;
  readonly remainder: number;
  readonly burst: number;
}

/** `argument` where neither a header nor an attribute is meant. */
export interface PlannedKeyPart {
  readonly kind: number;
  readonly header?: string;
  readonly attribute?: PlannedAttribute;
  readonly argument?: number;
}

export interface PlannedLimit {
  readonly policy: string;
  readonly name: string;
  /** One of `LIMIT_KIND`. */
  readonly kind: number;
  /** Bits of `LIMIT_FLAG`. */
  readonly flags: number;
  /** One of `ON_FAILURE`. */
  readonly onFailure: number;
  readonly rate: PlannedRate;
  readonly key: readonly PlannedKeyPart[];
  readonly code: readonly Instruction[];
  /** `kind` of `COST`; `statuses` in place of `argument`. */
  readonly cost: { readonly kind: number; readonly argument?: number; readonly statuses?: readonly number[] };
  /** By the text of a key. */
  readonly overrides: ReadonlyMap<string, PlannedRate>;
  readonly body?: { readonly contentType: string; readonly text: string };
}

/** The rate limit service; `timeout` in milliseconds. */
export interface PlannedService {
  readonly cluster: string;
  readonly domain: string;
  readonly timeout: number;
}

/** A workload behind a gateway. */
export interface PlannedDestination {
  /** SPIFFE ID. */
  readonly workload: string;
  readonly deniesByDefault: boolean;
}

/** A request that a cell decides before it takes an image, and what it must decide. */
export interface PlannedCase {
  readonly name: string;
  /** One of `VERDICT`. */
  readonly verdict: number;
  /** What must decide; null: the default. Absent: whatever. */
  readonly by?: { readonly policy: string; readonly rule: string } | null;
  readonly hasBody: boolean;
  /** Pairs, as the host gives them to the module. */
  readonly headers: Uint8Array;
  /** Likewise, the names with NUL between their parts. */
  readonly properties: Uint8Array;
}

/** Who is believed to say who a user is (src/image/identity.ts). */
export interface PlannedIdentity {
  readonly tokenCacheBytes: number;
  readonly places: readonly PlannedPlace[];
  readonly issuers: readonly PlannedIssuer[];
  readonly claimHeaders: readonly PlannedClaimHeader[];
  readonly rings: readonly { readonly name: string; readonly places: number }[];
  readonly apiKeys: readonly PlannedApiKey[];
}

/** `kind` of `PLACE_KIND`, `use` of `PLACE_USE`; header names in lower case. */
export interface PlannedPlace {
  readonly kind: number;
  readonly use: number;
  readonly name: string;
  readonly scheme?: string;
}

export interface PlannedIssuer {
  readonly name: string;
  readonly issuer: string;
  /** Bits of the places where its tokens may stand. */
  readonly places: number;
  readonly audiences: readonly string[];
  /** Bits of `ALGORITHM`. */
  readonly algorithms: number;
  /** Bits of `ISSUER_FLAG`. */
  readonly flags: number;
  readonly leewaySeconds: number;
  /** As src/image/key-set.ts draws it. */
  readonly keySet?: Uint8Array;
}

export interface PlannedClaimHeader {
  /** The place of its issuer in the list. */
  readonly issuer: number;
  readonly header: string;
  readonly claim: readonly string[];
}

export interface PlannedApiKey {
  readonly id: string;
  /** The place of its ring in the list. */
  readonly ring: number;
  readonly subject: string;
  /** JSON. */
  readonly claims: string;
  /** Seconds since 1970; infinite when it does not. */
  readonly expires: number;
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
}

/** How transaction tokens are issued, or verified (src/image/transaction.ts). */
export interface PlannedTransaction {
  readonly trustDomain: string;
  /** A number of `ALGORITHM`. */
  readonly algorithm: number;
  readonly lifetimeSeconds: number;
  /** Bits of `TRANSACTION_FLAG`. */
  readonly flags: number;
  /** Of a gateway the names of claims that travel, of others the workloads that may have asked for a token. */
  readonly texts: readonly string[];
  /** Only where tokens are verified; as src/image/key-set.ts draws it. */
  readonly keySet?: Uint8Array;
  /** Only where tokens are signed. */
  readonly signing?: {
    readonly key: Uint8Array;
    /** The first part of every token, encoded, with its dot. */
    readonly header: string;
    /** What the payload of every token begins with: JSON of an object that is still open. */
    readonly claims: string;
  };
}

export interface ImagePlan {
  readonly mesh: string;
  readonly version: string;
  /** Those whose workloads may be peers. */
  readonly trustDomains: readonly string[];
  /** Bits of `FLAG`. */
  readonly flags: number;
  /** Path normalization, as the bits of `PATH`. */
  readonly path: number;
  /** Names of all headers that rules and limits look at, in lower case. */
  readonly headerNames: readonly string[];
  /** Names of all query parameters that conditions look at. */
  readonly queryNames: readonly string[];
  /** All attributes that value tests and conditions look at. */
  readonly attributes: readonly PlannedAttribute[];
  readonly programs: readonly PlannedProgram[];
  readonly regexes: readonly PlannedRegex[];
  readonly rules: readonly PlannedRule[];
  /** How many of them, from the first on, are looked at for the nearest miss. */
  readonly nearestRules: number;
  readonly selectors: readonly Selector[];
  readonly destinations: readonly PlannedDestination[];
  /** A list for each effect, by the numbers of `EFFECT`. */
  readonly shapes: readonly (readonly Shape[])[];
  readonly limits: readonly PlannedLimit[];
  /** Where a limit counts for the whole mesh. */
  readonly service?: PlannedService;
  readonly cases: readonly PlannedCase[];
  readonly identity: PlannedIdentity;
  readonly transaction?: PlannedTransaction | undefined;
}
