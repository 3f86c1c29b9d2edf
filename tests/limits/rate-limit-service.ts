/** A rate limit service as envoyproxy/ratelimit counts: in windows of the clock, also what it refuses. */
import type { Clock } from "../../src/host/clock.js";
import type { GrpcCall } from "../../src/host/grpc-call.js";

const SECOND_NS = 1_000_000_000n;

/** What a call asks for. */
export interface Question {
  readonly domain: string;
  /** Of the descriptor, in their order. */
  readonly entries: Readonly<Record<string, string>>;
  readonly hits: number;
}

export class RateLimitService {
  /** All questions so far. */
  readonly questions: Question[] = [];
  private readonly counts = new Map<string, number>();

  /** `limits`: hits in each period for each key, by the name of the limit (`policy/limit`). */
  constructor(
    private readonly clock: Clock,
    private readonly limits: Readonly<Record<string, number>>,
    private readonly periodNs: bigint,
  ) {}

  /** The message that answers a call. */
  answer({ message }: GrpcCall): Uint8Array {
    const question = readQuestion(message);
    this.questions.push(question);
    const limit = this.limits[question.entries.limit ?? ""] ?? 0;
    const now = this.clock.realtime();
    const key = `${now / this.periodNs} ${JSON.stringify(question.entries)}`;
    const count = (this.counts.get(key) ?? 0) + question.hits;
    this.counts.set(key, count);
    const resetSeconds = Number((this.periodNs - (now % this.periodNs) + SECOND_NS - 1n) / SECOND_NS);
    return answer(count <= limit, Math.max(0, limit - count), resetSeconds);
  }
}

/** `RateLimitResponse` of one descriptor. */
function answer(isGranted: boolean, remaining: number, resetSeconds: number): Uint8Array {
  const code = [0x08, isGranted ? 1 : 2];
  const status = [
    ...code,
    ...[0x12, 2, 0x10, 1],
    ...[0x18, ...varint(remaining)],
    ...[0x22, 1 + varint(resetSeconds).length, 0x08, ...varint(resetSeconds)],
  ];
  return Uint8Array.from([...code, 0x12, status.length, ...status]);
}

function varint(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) + 0x80, ...varint(Math.floor(value / 0x80))];
}

/** Reads `RateLimitRequest`. */
function readQuestion(message: Uint8Array): Question {
  const fields = [...fieldsOf(message)];
  const descriptor = [...fieldsOf(bytesOf(fields, 2))];
  const entries = descriptor.map(({ value }) => {
    const entry = [...fieldsOf(value as Uint8Array)];
    return [text(bytesOf(entry, 1)), text(bytesOf(entry, 2))];
  });
  const hits = fields.find(({ field }) => field === 3)?.value as number;
  return { domain: text(bytesOf(fields, 1)), entries: Object.fromEntries(entries), hits };
}

interface Field {
  readonly field: number;
  readonly value: number | Uint8Array;
}

function* fieldsOf(message: Uint8Array): Generator<Field> {
  let at = 0;
  const number = () => {
    let value = 0;
    for (let scale = 1; ; scale *= 0x80) {
      const byte = message[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
  };
  while (at < message.length) {
    const key = number();
    const value = number();
    if ((key & 7) === 0) yield { field: key >> 3, value };
    else {
      yield { field: key >> 3, value: message.subarray(at, at + value) };
      at += value;
    }
  }
}

function bytesOf(fields: readonly Field[], field: number): Uint8Array {
  return fields.find((one) => one.field === field)?.value as Uint8Array;
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString();
}
