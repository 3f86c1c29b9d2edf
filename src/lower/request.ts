import type { Request } from "../ir/request.js";
import { headerPairs, nanoseconds, type RequestSpec } from "../policy/request.js";

/** A written request as policy sees it. */
export function lowerRequest({ time, headers, ...facts }: RequestSpec): Request {
  const given = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
  const timeNs = time === undefined ? undefined : nanoseconds(time);
  return { ...given, headers: headerPairs(headers), ...(timeNs === undefined ? {} : { timeNs }) };
}
