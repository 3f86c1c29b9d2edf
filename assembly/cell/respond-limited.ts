import { PairList, Slice, allocate, literal, reply } from "../sdk/index";
import { Writer } from "../bytes/writer";
import { LIMIT_FLAG } from "../image/layout";
import { Limit } from "../limit/limit";
import { Limiter } from "../limit/limiter";
import { LimitField, RATE_LIMIT, RATE_LIMIT_POLICY, seconds } from "./limit-fields";

const TOO_MANY_REQUESTS: u32 = 429;

/** gRPC's RESOURCE_EXHAUSTED. */
const RESOURCE_EXHAUSTED: i32 = 8;

/** `%RESPONSE_CODE_DETAILS%` in Envoy's access log. */
const DETAILS = literal("cellwall_limited");

const CONTENT_TYPE = literal("content-type");
const PROBLEM_JSON = literal("application/problem+json");
const RETRY_AFTER = literal("retry-after");

/** Problem details (RFC 9457) of the draft's type, up to the limit's name. */
const PROBLEM = literal(
  '{"type":"https://iana.org/assignments/http-problem-types#quota-exceeded","title":"Too Many Requests","status":429,"violated-policies":["',
);
const PROBLEM_END = literal('"]}\n');
const PROBLEM_CAPACITY: i32 = 512;

const headers = new PairList();
const writer = new Writer();
const field = new LimitField();

/** Answers a request that a limit refused. */
export function respondLimited(limiter: Limiter): void {
  const limit = limiter.at(limiter.refusedBy);
  headers.clear();
  headers.add(CONTENT_TYPE, limit.body == 0 ? PROBLEM_JSON : limit.contentType);
  headers.add(RETRY_AFTER, decimal(seconds(limiter.waitNs)));
  if (!limit.has(LIMIT_FLAG.HEADERS_NEVER)) {
    headers.add(RATE_LIMIT_POLICY, policies(limiter));
    headers.add(RATE_LIMIT, state(limit, limiter.waitNs));
  }
  const body = limit.body == 0 ? problem(limit) : limit.body;
  reply(TOO_MANY_REQUESTS, DETAILS, headers.finish(), body, RESOURCE_EXHAUSTED);
}

/** Every limit that is for the request, and may be told of. */
function policies(limiter: Limiter): Slice {
  field.open(i32(limiter.count));
  for (let i: u32 = 0; i < limiter.count; i++) {
    const limit = limiter.at(i);
    if (limit.isFor && !limit.isShadow && !limit.has(LIMIT_FLAG.HEADERS_NEVER)) field.addPolicy(limit);
  }
  return field.finish();
}

function state(limit: Limit, waitNs: u64): Slice {
  field.open(1);
  field.addState(limit, waitNs);
  return field.finish();
}

function problem(limit: Limit): Slice {
  writer.open(allocate(PROBLEM_CAPACITY), PROBLEM_CAPACITY);
  writer.bytes(PROBLEM);
  writer.bytes(limit.name);
  writer.bytes(PROBLEM_END);
  return writer.finish();
}

function decimal(value: u64): Slice {
  writer.open(allocate(24), 24);
  writer.number(value);
  return writer.finish();
}
