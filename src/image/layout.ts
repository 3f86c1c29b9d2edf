/**
 * The image: a policy compiled for one target, as the module reads it in place.
 *
 * This file is its only definition; `npm run generate` writes assembly/image/layout.ts from it.
 * All integers are little-endian, every record is aligned to its largest field, and every reference is
 * an offset from the first byte of the image, so that an image works wherever it lies.
 *
 *   0       4        8       12         16                                  headerSize
 *   +-------+--------+-------+----------+-----------------------------------+
 *   | magic | format | size  | checksum | flags, version, sections …        |  header
 *   +-------+--------+-------+----------+-----------------------------------+
 *   | rates | limits | values | rules | code | selectors | destinations | shapes    |
 *   | (by effect) | slots | candidates | programs | steps | regexes         |
 *   | attributes | header names | query names | cases | issuers | places    |
 *   | texts | claim headers | rings | API keys | transaction              |
 *   | trust domains | strings                                               |
 *   | operands                                                              |
 *   +-----------------------------------------------------------------------+
 *
 * How a verdict is found: for each *shape* (which attributes a rule fixes exactly) the request's values
 * are hashed into one key and looked up among the shape's *slots*; a slot names *candidates*, rules that
 * may match; the *code* of a candidate decides. What a test can't say is a *program* of *steps* on a stack.
 *
 *   string      u16 length | bytes (UTF-8)                          a reference is the offset of the length
 *   header name u32 string, or 0: a hash table (a power of two of slots, one at least empty; murmur3 of the name,
 *               linear probing), so that a header's id is its slot
 *   query name  likewise
 *   attribute   u32 name (string) | u16 number | u16 key (id of a header or query name)
 *   rule        u32 policy (string) | u32 name (string) | u32 first instruction | u16 instructions | u8 effect | u8 0
 *               a way to a destination has no policy (0), and the destination's number for a name
 *   destination u32 workload (string) | u32 1 when it refuses what no rule of it allows, else 0
 *   instruction u8 op | u8 flags | u16 header or attribute | u32 operand   all tests of a clause stand together, the last has END
 *   program     u32 first step | u16 steps | u16 values on the stack at most
 *   step        u8 op | u8 count | u16 argument | u32 operand
 *   value       u8 tag | u8 depth | u16 flags | u32 detail | u64 payload        see TAG; a list's items and a map's entries
 *               (key, value) stand together before the list or map, whose depth is above theirs
 *   table       u32 slots (a power of two) | slots × u32 (1 + index of an item or entry, or 0): the same kind of hash table
 *   selector    u8 kind | u8 count | u16 header or attribute | u32 argument
 *   shape       u32 first slot | u32 slots | u32 selectors | 8 × u16 selector | u32 lowest rule
 *   slot        u32 key | u32 first candidate (NONE: empty): a hash table, at least one slot empty; the probes for a key
 *               begin at key × slots / 2^32 and go on one by one
 *   candidate   u32 rule, bit 31 set on the last of its slot; ascending
 *   case        u32 name (string) | u32 policy (string; 0: any, NONE: the default decides) | u32 rule (string) |
 *               u8 verdict | u8 1 when a body follows | u16 0 | u32 headers (operand) | u32 bytes of them |
 *               u32 properties (operand) | u32 bytes of them; headers and properties as pairs, as the host gives them
 *   trust domain u32 string
 *   template    u16 segments | u16 rest | u32 suffix (string) | segments × u32 (string, or 0 for a wildcard)
 *   peer        u32 ID | u32 ID prefix | u32 trust domain | u32 namespace | u32 service account   (strings, or 0 for any)
 *   range       u32 family | u32 prefix length in bits | 16 address bytes
 *   limit, rate, key part, overrides: see limit.ts
 *   numbers     u32 how many bits | one bit for each number that belongs to the set, in words of 32
 *
 * Issuers, places, texts, claim headers, rings and API keys are drawn in identity.ts, what is said of transaction
 * tokens in transaction.ts.
 */

export * from "./identity.js";
export * from "./key-set.js";
export * from "./limit.js";
export * from "./program.js";
export * from "./regex.js";
export * from "./transaction.js";

/** "CELW" in file order. */
export const MAGIC = 0x574c4543;

/** Changes whenever a module of the version before would read an image wrongly. */
export const FORMAT_VERSION = 4;

/** Marks an empty slot. */
export const NONE = 0xffffffff;

/** Set on the last candidate of a slot. */
export const LAST_CANDIDATE = 0x80000000;

/** The key that stands for an attribute that is missing or ambiguous (src/ir/model.ts: undecided). */
export const UNDECIDED_KEY = 0x3f8a6d51;

/** Bounds that keep every look-up short; the compiler refuses what exceeds them. */
export const MAX = {
  HEADER_NAMES: 1024,
  QUERY_NAMES: 1024,
  ATTRIBUTES: 4096,
  SELECTORS: 1024,
  SHAPES: 1024,
  SHAPE_SELECTORS: 8,
  RULES: 1 << 20,
  LIMITS: 32,
  /** Of all limits and overrides, each once. */
  RATES: 1 << 20,
  OVERRIDES: 1 << 20,
  DESTINATIONS: 1 << 12,
  /** A cell runs all of them when it is configured, in 10 ms. */
  CASES: 1000,
  TRUST_DOMAINS: 256,
  KEY_PARTS: 8,
  SEGMENTS: 32,
  STRING: 4096,
  PROGRAMS: 1 << 20,
  REGEXES: 1 << 16,
  /** Values that a program may have on its stack. */
  STACK: 1024,
  /** Loops within each other. */
  LOOPS: 64,
  /** Lists and maps within each other in one constant. */
  DEPTH: 64,
  /** Steps that a program can take for one request, each loop counted with all its turns. */
  TAKEN: 1 << 21,
  SIZE: 256 << 20,
} as const;

/** Offsets of the header's fields; a section is `u32 offset | u32 count`. */
export const HEADER = {
  MAGIC: 0,
  FORMAT: 4,
  SIZE_OF_HEADER: 6,
  SIZE: 8,
  /** murmur3 (seed 0) of everything after this field. */
  CHECKSUM: 12,
  FLAGS: 16,
  PATH: 20,
  VERSION: 24,
  /** One bit for each length (mod 64) that a header name of interest has. */
  NAME_LENGTHS: 32,
  LIMITS: 40,
  HEADER_NAMES: 48,
  RULES: 56,
  CODE: 64,
  SELECTORS: 72,
  SLOTS: 80,
  CANDIDATES: 88,
  STRINGS: 96,
  OPERANDS: 104,
  DESTINATIONS: 112,
  /** A run of shapes for each effect, in the order of `EFFECT`. */
  SHAPES: 120,
  /** How many rules, from the first on, are looked at for the nearest miss. */
  NEAREST_RULES: 200,
  /** The mesh's name (string). */
  MESH: 204,
  /** As NAME_LENGTHS, for query names. */
  QUERY_LENGTHS: 208,
  QUERY_NAMES: 216,
  ATTRIBUTES: 224,
  PROGRAMS: 232,
  STEPS: 240,
  VALUES: 248,
  CASES: 256,
  REGEXES: 264,
  /** Bytes of verified tokens that may be remembered. */
  TOKEN_CACHE: 272,
  PLACES: 280,
  ISSUERS: 288,
  TEXTS: 296,
  CLAIM_HEADERS: 304,
  RINGS: 312,
  API_KEYS: 320,
  /** How transaction tokens are issued or verified. */
  TRANSACTION_TOKENS: 328,
  RATES: 336,
  /** Of the rate limit service, where a limit counts for the mesh: Envoy's cluster (string), domain (string), milliseconds. */
  SERVICE_CLUSTER: 344,
  SERVICE_DOMAIN: 348,
  SERVICE_TIMEOUT: 352,
  /** Those whose workloads may be peers. */
  TRUST_DOMAINS: 360,
  SIZE_BYTES: 368,
} as const;

/** Bytes of one record of each section. */
export const SIZE = {
  LIMIT: 48,
  RATE: 32,
  NAME: 4,
  ATTRIBUTE: 8,
  PROGRAM: 8,
  STEP: 8,
  REGEX: 4,
  VALUE: 16,
  RULE: 16,
  INSTRUCTION: 8,
  SELECTOR: 8,
  SHAPE: 32,
  SLOT: 8,
  CANDIDATE: 4,
  DESTINATION: 8,
  CASE: 32,
} as const;

export const RULE = { POLICY: 0, NAME: 4, CODE: 8, CODE_COUNT: 12, EFFECT: 14 } as const;
export const INSTRUCTION = { OP: 0, FLAGS: 1, HEADER: 2, ATTRIBUTE: 2, OPERAND: 4 } as const;
export const ATTRIBUTE = { NAME: 0, NUMBER: 4, KEY: 6 } as const;
export const PROGRAM = { STEP: 0, STEPS: 4, STACK: 6 } as const;
export const STEP = { OP: 0, COUNT: 1, ARGUMENT: 2, OPERAND: 4 } as const;
export const VALUE = { TAG: 0, DEPTH: 1, FLAGS: 2, DETAIL: 4, PAYLOAD: 8 } as const;
export const TABLE = { SLOTS: 0, ITEMS: 4 } as const;
export const SELECTOR = { KIND: 0, COUNT: 1, HEADER: 2, ATTRIBUTE: 2, ARGUMENT: 4 } as const;
export const SHAPE = { SLOT: 0, SLOTS: 4, SELECTOR_COUNT: 8, SELECTORS: 12, LOWEST_RULE: 28 } as const;
export const SLOT = { KEY: 0, CANDIDATE: 4 } as const;
export const CASE = {
  NAME: 0,
  POLICY: 4,
  RULE: 8,
  VERDICT: 12,
  HAS_BODY: 13,
  HEADERS: 16,
  HEADERS_SIZE: 20,
  PROPERTIES: 24,
  PROPERTIES_SIZE: 28,
} as const;
export const DESTINATION = { WORKLOAD: 0, DENY_BY_DEFAULT: 4 } as const;
export const TEMPLATE = { COUNT: 0, REST: 2, SUFFIX: 4, SEGMENTS: 8 } as const;
export const PEER = {
  ID: 0,
  ID_PREFIX: 4,
  TRUST_DOMAIN: 8,
  NAMESPACE: 12,
  SERVICE_ACCOUNT: 16,
  SIZE: 20,
} as const;
export const RANGE = { FAMILY: 0, LENGTH: 4, BYTES: 8, SIZE: 24 } as const;
export const NUMBERS = { COUNT: 0, WORDS: 4 } as const;

/** Bits of the header's flags. */
export const FLAG = {
  DENY_BY_DEFAULT: 1,
  NEEDS_PEER: 2,
  NEEDS_SOURCE: 4,
  GATEWAY: 8,
  /** Something is in shadow mode. */
  SHADOW: 16,
  /** What happens when nothing matches would be "deny" without shadow mode. */
  SHADOW_DENY_BY_DEFAULT: 32,
  NEEDS_DESTINATION: 64,
  NEEDS_SNI: 128,
  NEEDS_PROTOCOL: 256,
  NEEDS_ROUTE: 512,
  NEEDS_TIME: 1024,
  /** A peer without a certificate is refused; with NEEDS_PEER. */
  STRICT_PEER: 1 << 11,
  /** Some limit adds headers to responses of the service behind. */
  NEEDS_RESPONSE: 1 << 16,
  /** Some limit counts requests at a time, or by their responses. */
  NEEDS_END: 1 << 17,
  /** The property `cellwall.user` is believed: requests are written by people, none comes over the wire. */
  WRITTEN_USERS: 1 << 12,
} as const;

/** What becomes of a request; the numbers of assembly/engine/verdict.ts. */
export const VERDICT = { ALLOW: 0, DENY: 1, LIMITED: 2, INVALID: 3, UNAUTHENTICATED: 4 } as const;

/** What a rule does, and with it the index that finds it. */
export const EFFECT = {
  DENY: 0,
  ALLOW: 1,
  AUDIT: 2,
  /** Not enforced. */
  SHADOW_DENY: 3,
  SHADOW_ALLOW: 4,
  /** A way from a gateway to a destination; the lowest that matches is taken. */
  WAY: 5,
  /** Rules of the destinations, as far as a gateway can judge them: denies that surely match, allows that may. */
  AHEAD_DENY: 6,
  AHEAD_ALLOW: 7,
  /** Enforced allow rules that mention the user, without the clauses that do: with a user, they might match. */
  USER_ALLOW: 8,
  /** From whom a workload takes transaction tokens. */
  CALLERS: 9,
} as const;

/** Bits of an instruction's flags: END closes a clause; UNDECIDED_HOLDS: an undecided test counts as true (deny, audit); USER: it mentions the user. */
export const TEST = { END: 1, UNDECIDED_HOLDS: 2, USER: 4 } as const;

/** What an instruction tests; the operand is a string unless said otherwise. */
export const OP = {
  METHOD: 1,
  HOST: 2,
  HOST_SUFFIX: 3,
  /** Operand: template. */
  PATH_TEMPLATE: 4,
  PATH_PREFIX: 5,
  PATH_SUFFIX: 6,
  HEADER: 7,
  HEADER_PREFIX: 8,
  HEADER_SUFFIX: 9,
  /** No operand. */
  HEADER_PRESENT: 10,
  /** No operand. */
  HEADER_ABSENT: 11,
  PEER_ID: 12,
  PEER_ID_PREFIX: 13,
  /** Operand: peer. */
  PEER_PARTS: 14,
  /** Operand: range. */
  SOURCE: 15,
  /** The destination is one of them. Operand: numbers. */
  DESTINATION: 16,
  /** The tests of an attribute that is a string, by its id. */
  VALUE: 17,
  VALUE_PREFIX: 18,
  VALUE_SUFFIX: 19,
  /** Operand: value, a list with a table. */
  VALUE_SET: 20,
  /** Operand: number of a program. */
  CONDITION: 21,
} as const;

/** Which part of a request an attribute is; a string up to USER_ISS. */
export const ATTRIBUTE_NUMBER = {
  METHOD: 1,
  HOST: 2,
  PATH: 3,
  SCHEME: 4,
  PROTOCOL: 5,
  /** One value of a header; its key is the header's id. */
  HEADER: 6,
  /** One value of a query parameter; its key is the name's id. */
  QUERY: 7,
  PEER_ID: 8,
  PEER_TRUST_DOMAIN: 9,
  PEER_NAMESPACE: 10,
  PEER_SERVICE_ACCOUNT: 11,
  SNI: 12,
  ROUTE: 13,
  USER_SUB: 14,
  USER_ISS: 15,
  /** All values of a header. */
  HEADER_VALUES: 16,
  QUERY_VALUES: 17,
  TIME: 18,
  /** The key is the id of `content-length`. */
  SIZE: 19,
  SOURCE_IP: 20,
  SOURCE_PORT: 21,
  DESTINATION_IP: 22,
  DESTINATION_PORT: 23,
  USER_AUD: 24,
  USER_SCOPES: 25,
  USER_CLAIMS: 26,
} as const;

/** Which part of the request a selector hashes. */
export const SELECT = {
  METHOD: 1,
  HOST: 2,
  /** The last `argument` bytes of a host that is longer. */
  HOST_SUFFIX: 3,
  /** Path of exactly `count` segments: those whose bit is set in `argument`. */
  PATH_SEGMENTS: 4,
  /** Likewise, of a path with more than `count` segments. */
  PATH_SEGMENTS_REST: 5,
  /** The first `argument` bytes. */
  PATH_PREFIX: 6,
  /** The last `argument` bytes. */
  PATH_SUFFIX: 7,
  HEADER: 8,
  PEER_ID: 9,
  PEER_TRUST_DOMAIN: 10,
  PEER_NAMESPACE: 11,
  PEER_SERVICE_ACCOUNT: 12,
  /** The first `argument` bits of an IPv4 source address. */
  SOURCE_V4: 13,
  SOURCE_V6: 14,
  DESTINATION: 15,
  /** An attribute that is a string, by its id. */
  VALUE: 16,
  /** Its first `argument` bytes. */
  VALUE_PREFIX: 17,
  VALUE_SUFFIX: 18,
  /** The first `argument` bytes of a header's values, which must be the same in all of them. */
  HEADER_PREFIX: 19,
  HEADER_SUFFIX: 20,
  /** That an attribute is there at all: the hash of nothing. */
  PRESENT: 21,
} as const;

export const FAMILY = { V4: 4, V6: 6 } as const;

/** What path normalization does, as bits; a mode of src/ir/model.ts is a set of them. */
export const PATH = {
  /** Percent-encoded unreserved characters (RFC 3986 §2.3) are decoded. */
  DECODE_UNRESERVED: 1,
  /** Dot segments are removed (RFC 3986 §5.2.4). */
  DOT_SEGMENTS: 2,
  MERGE_SLASHES: 4,
  /** `%2F` and `%5C` are decoded, before anything else. */
  DECODE_SLASHES: 8,
  BACKSLASH_IS_SLASH: 16,
  /** What two servers could read differently is refused. */
  STRICT: 32,
} as const;
