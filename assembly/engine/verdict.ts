/** What is done with a request (design: Vocabulary). */
export enum Verdict {
  Allow,
  Deny,
  Limited,
  Invalid,
  Unauthenticated,
}

/** HTTP status that answers a refusal. */
export function statusOf(verdict: Verdict): u32 {
  switch (verdict) {
    case Verdict.Deny:
      return 403;
    case Verdict.Limited:
      return 429;
    case Verdict.Invalid:
      return 400;
    case Verdict.Unauthenticated:
      return 401;
    default:
      return 200;
  }
}
