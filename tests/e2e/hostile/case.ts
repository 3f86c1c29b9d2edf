/** Why a token is refused; empty: it is good. */
export type Reason = string;

/** A token, made when it is sent, so that its times are right. */
export type TokenCase = readonly [name: string, token: () => string, reason: Reason];

/** Nothing is wrong with it. */
export const GOOD: Reason = "";
