import { parseJsonObject } from "../ir/json.js";
import type { Request } from "../ir/request.js";
import { headerPairs, nanoseconds, type RequestSpec, type UserSpec } from "../policy/request.js";

/** A written request as policy sees it. */
export function lowerRequest({ time, headers, user, ...facts }: RequestSpec): Request {
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const timeNs = time === undefined ? undefined : nanoseconds(time);
  return {
    ...given,
    headers: headerPairs(headers),
    ...(user === undefined ? {} : { user: payloadOf(user) }),
    ...(timeNs === undefined ? {} : { timeNs }),
  };
}

/** The payload of the token that a written user stands for. */
function payloadOf({ claims, scopes, ...named }: UserSpec): string {
  return JSON.stringify({ ...claims, ...named, ...(scopes && { scope: scopes.join(" ") }) });
}

/** Whether no token could say as much of a user as a request does. */
export function saysTooMuch({ user }: Request): boolean {
  return user !== undefined && parseJsonObject(Buffer.from(user)) === undefined;
}

/** What is wrong then. */
export const TOO_MUCH = "has claims nested over 16 levels, or over 256 in one list or object";
