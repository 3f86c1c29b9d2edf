import { HeaderMapType, Slice, addHeader, headerValue, isPresent, removeHeader } from "../sdk/index";
import { LIMIT_FLAG } from "../image/layout";
import { Held } from "../limit/held";
import { Limiter } from "../limit/limiter";
import { LimitField, RATE_LIMIT, RATE_LIMIT_POLICY } from "./limit-fields";

const policies = new LimitField();
const states = new LimitField();

/** Tells the caller of an admitted request what the limits that say so have left. */
export function addLimitHeaders(limiter: Limiter, held: Held, now: u64): void {
  let told = 0;
  let overwrites = false;
  policies.open(held.count);
  states.open(held.count);
  for (let i = 0; i < held.count; i++) {
    const limit = limiter.at(held.limit(i));
    if (!limit.has(LIMIT_FLAG.HEADERS_ALWAYS) || limit.isShadow) continue;
    held.restore(i, limit);
    policies.addPolicy(limit);
    const fullAt = held.fullAtOf(i);
    states.addState(limit, fullAt > now ? fullAt - now : 0);
    overwrites = overwrites || limit.has(LIMIT_FLAG.OVERWRITE);
    told++;
  }
  if (told == 0 || !mayAdd(overwrites)) return;
  addHeader(HeaderMapType.ResponseHeaders, RATE_LIMIT_POLICY, policies.finish());
  addHeader(HeaderMapType.ResponseHeaders, RATE_LIMIT, states.finish());
}

/** What the service behind says of its own limits stays, unless it is to be overwritten. */
function mayAdd(overwrites: bool): bool {
  const isTold = isSent(RATE_LIMIT) || isSent(RATE_LIMIT_POLICY);
  if (isTold && overwrites) {
    removeHeader(HeaderMapType.ResponseHeaders, RATE_LIMIT);
    removeHeader(HeaderMapType.ResponseHeaders, RATE_LIMIT_POLICY);
  }
  return overwrites || !isTold;
}

function isSent(name: Slice): bool {
  return isPresent(headerValue(HeaderMapType.ResponseHeaders, name));
}
