/** What a hostcall answers (proxy-wasm ABI 0.2.1, `proxy_status_t`). */
export namespace Status {
  export const Ok: u32 = 0;
  export const NotFound: u32 = 1;
  export const BadArgument: u32 = 2;
  export const SerializationFailure: u32 = 3;
  export const ParseFailure: u32 = 4;
  export const Empty: u32 = 7;
  /** Shared data was changed by another VM since it was read. */
  export const CasMismatch: u32 = 8;
  /** Also: the call is not in the filter's `capability_restriction_config`. */
  export const InternalFailure: u32 = 10;
}
