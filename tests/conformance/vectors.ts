/** Published vectors of signatures (tests/conformance/data). */
import { readFileSync } from "node:fs";
import type { Algorithm } from "../../src/keys/algorithms.js";

/** Of `acceptable`, either answer will do. */
export type Result = "valid" | "invalid" | "acceptable";

export interface Vector {
  readonly number: number;
  readonly message: Buffer;
  readonly signature: Buffer;
  readonly result: Result;
  /** What is special. */
  readonly comment: string;
}

/** Vectors under one key. */
export interface VectorGroup {
  readonly algorithm: Algorithm;
  /** The file of Wycheproof; with the number it names a vector. */
  readonly file: string;
  readonly key: Readonly<Record<string, string>>;
  readonly vectors: readonly Vector[];
}

interface File {
  readonly groups: readonly {
    readonly algorithm: Algorithm;
    readonly file: string;
    readonly key: Readonly<Record<string, string>>;
    readonly tests: readonly (readonly [number, string, string, Result, string])[];
  }[];
}

/** Reads a file of data/wycheproof. */
export function wycheproof(name: string): VectorGroup[] {
  const { groups } = readData(`wycheproof/${name}`) as File;
  return groups.map(({ tests, ...group }) => ({
    ...group,
    vectors: tests.map(([number, message, signature, result, comment]) => ({
      number,
      message: Buffer.from(message, "base64url"),
      signature: Buffer.from(signature, "base64url"),
      result,
      comment,
    })),
  }));
}

/** Reads a file of data/. */
export function readData(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`data/${name}.json`, import.meta.url), "utf8"));
}
