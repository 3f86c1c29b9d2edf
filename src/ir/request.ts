/** One request as policy sees it; what is absent is a missing attribute. */
export interface Request {
  readonly method?: string;
  /** As sent, with query. */
  readonly path?: string;
  /** As sent: `:authority` or `host`. */
  readonly host?: string;
  /** In the order sent; names in lower case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** SPIFFE ID of the peer's certificate. */
  readonly peer?: string;
  /** Without port. */
  readonly sourceIp?: string;
}
