import { EMPTY, PairList, Slice, literal, reply } from "../sdk/index";
import { Verdict, statusOf } from "../engine/verdict";

const CONTENT_TYPE = literal("content-type");
const PROBLEM_JSON = literal("application/problem+json");
const WWW_AUTHENTICATE = literal("www-authenticate");

/** Problem details (RFC 9457); they tell the caller nothing of the policy. */
const FORBIDDEN = literal('{"type":"about:blank","title":"Forbidden","status":403}\n');
const UNAUTHORIZED = literal('{"type":"about:blank","title":"Unauthorized","status":401}\n');
const BAD_REQUEST = literal('{"type":"about:blank","title":"Bad Request","status":400}\n');

/** `%RESPONSE_CODE_DETAILS%` in Envoy's access log. */
const DENY_DETAILS = literal("cellwall_deny");
const UNAUTHENTICATED_DETAILS = literal("cellwall_unauthenticated");
const INVALID_DETAILS = literal("cellwall_invalid");

const headers = new PairList();

/** Answers a refused request; one that a limit refused: respond-limited.ts. `challenge`: which credentials are missing, or `EMPTY`. */
export function respond(verdict: Verdict, challenge: Slice): void {
  headers.clear();
  headers.add(CONTENT_TYPE, PROBLEM_JSON);
  if (challenge != EMPTY) headers.add(WWW_AUTHENTICATE, challenge);
  reply(statusOf(verdict), detailsOf(verdict), headers.finish(), bodyOf(verdict));
}

function detailsOf(verdict: Verdict): Slice {
  if (verdict == Verdict.Unauthenticated) return UNAUTHENTICATED_DETAILS;
  return verdict == Verdict.Invalid ? INVALID_DETAILS : DENY_DETAILS;
}

function bodyOf(verdict: Verdict): Slice {
  if (verdict == Verdict.Unauthenticated) return UNAUTHORIZED;
  return verdict == Verdict.Invalid ? BAD_REQUEST : FORBIDDEN;
}
