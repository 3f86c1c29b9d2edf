import { BufferType, EMPTY, HeaderMapType, HeaderView, NO_CALL, PairList, Slice } from "../sdk/index";
import { allocate, bufferBytes, equals, httpCall, literal, random64, setSharedValue } from "../sdk/index";
import { sharedValue, sharedVersion } from "../sdk/index";
import { readJwks } from "../identity/jwk/jwks";
import { KEY_SET_CAPACITY } from "../identity/jwk/key-set-writer";
import { Endpoint } from "./endpoint";
import { Schedule } from "./schedule";
import { keysEntry, wantedEntry } from "./shared";

/** Bytes of an answer: more than 64 keys of 8192 bits with their certificates need. */
const MAX_ANSWER: u32 = 256 * 1024;

const METHOD = literal(":method");
const GET = literal("GET");
const PATH = literal(":path");
const AUTHORITY = literal(":authority");
const ACCEPT = literal("accept");
const JWK_SET = literal("application/jwk-set+json, application/json");
const USER_AGENT = literal("user-agent");
const CELLWALL = literal("cellwall");
const STATUS = literal(":status");
const OK = literal("200");

const headers = new HeaderView();
const request = new PairList();

/** What became of a try. */
export enum Outcome {
  Fetched,
  Unreachable,
  BadStatus,
  TooLarge,
  NoKeys,
}

/** Keeps the keys of one issuer fresh in shared data. While it can't, those of before stay. */
@final
export class Fetcher {
  private schedule: Schedule;
  private keys: Slice;
  private wanted: Slice;
  private wantedVersion: u32;
  private token: u32 = NO_CALL;

  constructor(readonly endpoint: Endpoint) {
    this.schedule = new Schedule(endpoint.refreshNs);
    this.keys = keysEntry(endpoint.name);
    this.wanted = wantedEntry(endpoint.name);
    this.wantedVersion = this.versionOfWish();
  }

  /** Fetches when it is time. False: nothing could be sent. */
  tick(now: u64): bool {
    if (!this.schedule.isTime(now, this.isWanted())) return true;
    this.wantedVersion = this.versionOfWish();
    this.schedule.begin(now);
    this.token = this.call();
    if (this.token != NO_CALL) return true;
    this.schedule.fail(now, random64());
    return false;
  }

  /** Whether the answer of this call is its own. */
  waitsFor(token: u32): bool {
    return this.token == token;
  }

  /** Takes the answer. `count`: of headers. */
  take(count: u32, size: u32, now: u64): Outcome {
    const outcome = this.read(count, size);
    this.token = NO_CALL;
    if (outcome == Outcome.Fetched) this.schedule.succeed(now, random64());
    else this.schedule.fail(now, random64());
    return outcome;
  }

  private isWanted(): bool {
    return this.versionOfWish() != this.wantedVersion;
  }

  private versionOfWish(): u32 {
    sharedValue(this.wanted);
    return sharedVersion();
  }

  private call(): u32 {
    const endpoint = this.endpoint;
    request.clear();
    request.add(METHOD, GET);
    request.add(PATH, endpoint.path);
    request.add(AUTHORITY, endpoint.host);
    request.add(ACCEPT, JWK_SET);
    request.add(USER_AGENT, CELLWALL);
    return httpCall(endpoint.cluster, request.finish(), EMPTY, endpoint.timeoutMs);
  }

  private read(count: u32, size: u32): Outcome {
    if (count == 0 || !headers.read(HeaderMapType.HttpCallResponseHeaders)) return Outcome.Unreachable;
    if (!equals(headers.first(STATUS), OK)) return Outcome.BadStatus;
    if (size > MAX_ANSWER) return Outcome.TooLarge;
    const answer = bufferBytes(BufferType.HttpCallResponseBody, 0, size);
    const keySet = readJwks(answer, allocate(KEY_SET_CAPACITY));
    if (keySet == EMPTY) return Outcome.NoKeys;
    setSharedValue(this.keys, keySet, 0);
    return Outcome.Fetched;
  }
}
