import {
  BufferType,
  Slice,
  allocate,
  bufferBytes,
  grpcCall,
  grpcService,
  lengthOf,
  literal,
  slice,
} from "../../sdk/index";
import { hexCharacter } from "../../bytes/escapes";
import { Sha256 } from "../../bytes/sha256";
import { Writer } from "../../bytes/writer";
import { stringAt } from "../../image/image";
import { HEADER } from "../../image/layout";
import { Limit } from "../limit";
import { rateLimitRequest } from "./rls-request";
import { RateLimitAnswer } from "./rls-response";

const SERVICE = literal("envoy.service.ratelimit.v3.RateLimitService");
const METHOD = literal("ShouldRateLimit");

/** The longest key that is sent as it is (src/emit/ratelimit.ts). */
export const MAX_KEY: i32 = 64;

/** The longest answer that is looked at; bytes. */
const MAX_ANSWER: u32 = 4096;

const SLASH = literal("/");
const LOWER_CASE: u8 = 0x20;
const DIGEST = memory.data(32, 8);
const sha256 = new Sha256();

const NS_PER_MS: u64 = 1_000_000;

/** The rate limit service of an image. */
@final
export class RateLimitService {
  readonly answer: RateLimitAnswer = new RateLimitAnswer();

  constructor(private image: usize) {}

  /** How long an answer is waited for. */
  get timeoutNs(): u64 {
    return u64(load<u32>(this.image, HEADER.SERVICE_TIMEOUT)) * NS_PER_MS;
  }

  /** Asks for hits of the bucket that a request named last. Answers the call's token, or `NO_CALL`. */
  ask(limit: Limit, hits: u32): u32 {
    const cluster = stringAt(this.image, load<u32>(this.image, HEADER.SERVICE_CLUSTER));
    const domain = stringAt(this.image, load<u32>(this.image, HEADER.SERVICE_DOMAIN));
    const message = rateLimitRequest(domain, nameOf(limit), serviceKey(limit.key), hits);
    const timeoutMs = load<u32>(this.image, HEADER.SERVICE_TIMEOUT);
    return grpcCall(grpcService(cluster), SERVICE, METHOD, message, timeoutMs);
  }

  /** Reads an answer of `size` bytes into `answer`; false when it is no good. */
  read(size: u32): bool {
    return size <= MAX_ANSWER && this.answer.read(bufferBytes(BufferType.GrpcReceiveBuffer, 0, size));
  }
}

/** A long key goes as its SHA-256 in hexadecimal digits. */
export function serviceKey(text: Slice): Slice {
  if (lengthOf(text) <= MAX_KEY) return text;
  sha256.hash(text, DIGEST);
  const digits = allocate(MAX_KEY);
  for (let i = 0; i < MAX_KEY; i++) {
    const byte = u32(load<u8>(DIGEST + (i >> 1)));
    store<u8>(digits + i, hexCharacter((i & 1) == 0 ? byte >> 4 : byte & 15) | LOWER_CASE);
  }
  return slice(digits, MAX_KEY);
}

/** As the service's configuration has it: policy/name. */
function nameOf(limit: Limit): Slice {
  const policy = limit.policy;
  const name = limit.name;
  const size = lengthOf(policy) + 1 + lengthOf(name);
  const writer = new Writer();
  writer.open(allocate(size), size);
  writer.bytes(policy);
  writer.bytes(SLASH);
  writer.bytes(name);
  return writer.finish();
}
