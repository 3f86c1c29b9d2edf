import { NO_LIMIT, Limiter } from "../limit/limiter";
import { Record } from "./record";

/** Names in a record the limit that refused, or the one with the fewest hits left, one whose cost was no number, and one that nobody counted. */
export function recordLimit(record: Record, limiter: Limiter): void {
  if (limiter.tightest != NO_LIMIT) {
    const limit = limiter.at(limiter.tightest);
    record.limit(limit.policy, limit.name, limit.remaining);
  }
  if (limiter.costErrorOf != NO_LIMIT) {
    const limit = limiter.at(limiter.costErrorOf);
    record.costError(limit.policy, limit.name);
  }
  const uncounted = limiter.uncounted;
  if (uncounted) record.limitError(uncounted.policy, uncounted.name);
}
