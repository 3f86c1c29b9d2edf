import { EMPTY, PairList, Slice, allocate, literal, reply } from "../sdk/index";
import { Writer } from "../bytes/writer";
import { Verdict, statusOf } from "../engine/verdict";

const CONTENT_TYPE = literal("content-type");
const PROBLEM_JSON = literal("application/problem+json");
const RETRY_AFTER = literal("retry-after");
const WWW_AUTHENTICATE = literal("www-authenticate");

/** Problem details (RFC 9457); they tell the caller nothing of the policy. */
const FORBIDDEN = literal('{"type":"about:blank","title":"Forbidden","status":403}\n');
const UNAUTHORIZED = literal('{"type":"about:blank","title":"Unauthorized","status":401}\n');
const TOO_MANY = literal('{"type":"about:blank","title":"Too Many Requests","status":429}\n');
const BAD_REQUEST = literal('{"type":"about:blank","title":"Bad Request","status":400}\n');

/** `%RESPONSE_CODE_DETAILS%` in Envoy's access log. */
const DENY_DETAILS = literal("cellwall_deny");
const UNAUTHENTICATED_DETAILS = literal("cellwall_unauthenticated");
const LIMITED_DETAILS = literal("cellwall_limited");
const INVALID_DETAILS = literal("cellwall_invalid");

const NS_PER_SECOND: u64 = 1_000_000_000;

const headers = new PairList();
const seconds = new Writer();

/** Answers a refused request. `waitNs`: for `Limited`, how long the caller should wait. `challenge`: which credentials are missing, or `EMPTY`. */
export function respond(verdict: Verdict, waitNs: u64, challenge: Slice): void {
  headers.clear();
  headers.add(CONTENT_TYPE, PROBLEM_JSON);
  if (verdict == Verdict.Limited) headers.add(RETRY_AFTER, retryAfter(waitNs));
  if (challenge != EMPTY) headers.add(WWW_AUTHENTICATE, challenge);
  reply(statusOf(verdict), detailsOf(verdict), headers.finish(), bodyOf(verdict));
}

/** Whole seconds, rounded up (RFC 9110 §10.2.3). */
function retryAfter(waitNs: u64): Slice {
  seconds.open(allocate(24), 24);
  seconds.number((waitNs + NS_PER_SECOND - 1) / NS_PER_SECOND);
  return seconds.finish();
}

function detailsOf(verdict: Verdict): Slice {
  if (verdict == Verdict.Limited) return LIMITED_DETAILS;
  if (verdict == Verdict.Unauthenticated) return UNAUTHENTICATED_DETAILS;
  return verdict == Verdict.Invalid ? INVALID_DETAILS : DENY_DETAILS;
}

function bodyOf(verdict: Verdict): Slice {
  if (verdict == Verdict.Limited) return TOO_MANY;
  if (verdict == Verdict.Unauthenticated) return UNAUTHORIZED;
  return verdict == Verdict.Invalid ? BAD_REQUEST : FORBIDDEN;
}
