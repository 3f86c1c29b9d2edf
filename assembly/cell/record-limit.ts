import { NO_LIMIT, Limiter } from "../limit/limiter";
import { Record } from "./record";

/** Names in a record the limit that refused, or the one with the fewest hits left, and one whose cost was no number. */
export function recordLimit(record: Record, limiter: Limiter): void {
  if (limiter.tightest != NO_LIMIT) {
    const limit = limiter.at(limiter.tightest);
    record.limit(limit.policy, limit.name, limit.remaining);
  }
  if (limiter.costErrorOf != NO_LIMIT) {
    const limit = limiter.at(limiter.costErrorOf);
    record.costError(limit.policy, limit.name);
  }
}
