/** What is known of a request that is to be decided. What is absent is an absent attribute. */
export interface DecisionRequest {
  readonly id?: string | undefined;
  readonly method?: string | undefined;
  readonly scheme?: string | undefined;
  /** Host with or without port, as `:authority` has it. */
  readonly host?: string | undefined;
  /** Path and query, as sent. */
  readonly path?: string | undefined;
  /** In order; a name may come several times. Text is sent as UTF-8. */
  readonly headers?: readonly (readonly [name: string, value: string])[] | undefined;
  /** SPIFFE ID of the peer certificate. */
  readonly peer?: string | undefined;
  readonly sourceIp?: string | undefined;
  readonly sourcePort?: number | undefined;
  readonly destinationIp?: string | undefined;
  readonly destinationPort?: number | undefined;
  readonly sni?: string | undefined;
  /** When the request came, in nanoseconds since 1970; absent: now. */
  readonly timeNs?: bigint | undefined;
}

/** `error`: the module failed, or its record and its answer disagree; Envoy would answer 503. */
export type DecisionVerdict = "allow" | "deny" | "unauthenticated" | "limited" | "invalid" | "error";

/** What the cell made of a request. */
export interface Decision {
  readonly id?: string;
  readonly verdict: DecisionVerdict;
  /** The response status that the caller sees; 200 stands for whatever the upstream answers. */
  readonly status: number;
  readonly policy: string | null;
  readonly rule: string | null;
  /** Version of the policy set; null when the cell left no record. */
  readonly version: string | null;
  /** Why the request was invalid. */
  readonly reason?: string;
  /** The attribute whose absence made a deny rule match. */
  readonly undecided?: string;
  /** Audit rules that matched, as `policy/rule`. */
  readonly audit?: readonly string[];
  /** What went wrong, with verdict `error`. */
  readonly message?: string;
}

/** The status that goes with each verdict the cell can record; `undefined`: the request goes on. */
export const REPLY_STATUS: Readonly<Record<Exclude<DecisionVerdict, "error">, number | undefined>> = {
  allow: undefined,
  deny: 403,
  unauthenticated: 401,
  limited: 429,
  invalid: 400,
};
