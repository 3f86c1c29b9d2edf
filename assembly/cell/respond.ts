import { PairList, Slice, literal, reply } from "../sdk/index";
import { Verdict, statusOf } from "../engine/verdict";

const CONTENT_TYPE = literal("content-type");
const PROBLEM_JSON = literal("application/problem+json");

/** Problem details (RFC 9457); they tell the caller nothing of the policy. */
const FORBIDDEN = literal('{"type":"about:blank","title":"Forbidden","status":403}\n');
const BAD_REQUEST = literal('{"type":"about:blank","title":"Bad Request","status":400}\n');

/** `%RESPONSE_CODE_DETAILS%` in Envoy's access log. */
const DENY_DETAILS = literal("cellwall_deny");
const INVALID_DETAILS = literal("cellwall_invalid");

const headers = new PairList();

/** Answers a refused request; one that a limit refused: respond-limited.ts. */
export function respond(verdict: Verdict): void {
  headers.clear();
  headers.add(CONTENT_TYPE, PROBLEM_JSON);
  reply(statusOf(verdict), detailsOf(verdict), headers.finish(), bodyOf(verdict));
}

function detailsOf(verdict: Verdict): Slice {
  return verdict == Verdict.Invalid ? INVALID_DETAILS : DENY_DETAILS;
}

function bodyOf(verdict: Verdict): Slice {
  return verdict == Verdict.Invalid ? BAD_REQUEST : FORBIDDEN;
}
