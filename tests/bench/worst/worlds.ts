/** Rule sets that are hard to find a rule in: many rules that an index could take for one. */
import type { Request } from "../../../src/ir/request.js";

/** Many rules of one kind, and a request that only the last of them fits. */
export interface World {
  readonly name: string;
  /** How many rules the large set has. */
  readonly rules: number;
  /** A rule's conditions, as YAML fields. */
  readonly rule: (index: number) => object;
  /** Fits the rule of this index and, where the kind allows it, no other. */
  readonly request: (index: number) => Request;
}

const MANY = 10_000;
const PEER = (index: number) => `spiffe://shop.example/ns/shop/sa/caller-${index}`;

export const WORLDS: readonly World[] = [
  {
    name: "one path, differ by peer",
    rules: MANY,
    rule: (index) => ({ methods: ["GET"], paths: ["/orders/{id}"], peers: [PEER(index)] }),
    request: (index) => request({ path: "/orders/1", peer: PEER(index) }),
  },
  {
    name: "suffix paths of many lengths",
    rules: MANY,
    rule: (index) => ({ paths: [{ suffix: suffix(index) }] }),
    request: (index) => request({ path: `/files/x${suffix(index)}` }),
  },
  {
    name: "header conditions: exact, prefix, suffix",
    rules: MANY,
    rule: (index) => ({ headers: [{ name: `x-${index % 100}`, ...headerMatch(index) }] }),
    request: (index) => request({ headers: [[`x-${index % 100}`, `tenant-${index}-tenant`]] }),
  },
  {
    name: "address ranges",
    rules: MANY,
    rule: (index) => ({ sources: [`10.${index >> 8}.${index & 255}.0/${24 + (index % 5)}`] }),
    request: (index) => request({ sourceIp: `10.${index >> 8}.${index & 255}.7` }),
  },
  {
    name: "one value in a set of 10,000",
    rules: 100,
    rule: (index) => ({ when: `request.headers["x-user"] in [${members(index)}]` }),
    request: (index) => request({ headers: [["x-user", `user-${index}-99`]] }),
  },
  {
    name: "matches, anchored",
    rules: 1_000,
    rule: (index) => ({ when: `request.path.matches("^/service-${index}/[0-9]+$")` }),
    request: (index) => request({ path: `/service-${index}/42` }),
  },
  {
    name: "matches, not anchored",
    rules: 1_000,
    rule: (index) => ({ when: `request.path.matches("[a-z]${index}x")` }),
    request: (index) => request({ path: `/a/b${index}x` }),
  },
  {
    name: "only negative conditions",
    rules: MANY,
    rule: (index) => ({ when: `request.headers["x-one"] != "value-${index}"` }),
    request: () => request({ headers: [] }),
  },
];

function request(more: Partial<Request>): Request {
  return { method: "GET", host: "orders.shop.example", path: "/orders", headers: [], ...more };
}

/** One of 40 lengths. */
function suffix(index: number): string {
  return `/${"f".repeat(index % 40)}${String(index).padStart(5, "0")}.bin`;
}

function headerMatch(index: number): object {
  return [
    { exact: `tenant-${index}-tenant` },
    { prefix: `tenant-${index}-` },
    { suffix: `-${index}-tenant` },
  ][index % 3] as object;
}

function members(index: number): string {
  return Array.from({ length: 100 }, (_, member) => `"user-${index}-${member}"`).join(", ");
}
