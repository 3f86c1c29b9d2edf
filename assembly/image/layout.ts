// Generated from src/image/layout.ts by `npm run generate`; do not edit. The diagram is there.

export namespace ALGORITHM {
  export const RS256: u32 = 0;
  export const RS384: u32 = 1;
  export const RS512: u32 = 2;
  export const PS256: u32 = 3;
  export const PS384: u32 = 4;
  export const PS512: u32 = 5;
  export const ES256: u32 = 6;
  export const ES384: u32 = 7;
  export const ES512: u32 = 8;
  export const HS256: u32 = 9;
  export const HS384: u32 = 10;
  export const HS512: u32 = 11;
  export const EdDSA: u32 = 12;
}

export namespace API_KEY {
  export const ID: u32 = 0;
  export const RING: u32 = 10;
  export const SUBJECT: u32 = 12;
  export const CLAIMS: u32 = 16;
  export const CLAIMS_SIZE: u32 = 20;
  export const EXPIRES: u32 = 24;
  export const SALT: u32 = 32;
  export const HASH: u32 = 48;
  export const SIZE: u32 = 80;
}

export namespace API_KEY_BYTES {
  export const ID: u32 = 10;
  export const SALT: u32 = 16;
  export const HASH: u32 = 32;
}

export namespace ATTRIBUTE {
  export const NAME: u32 = 0;
  export const NUMBER: u32 = 4;
  export const KEY: u32 = 6;
}

export namespace ATTRIBUTE_NUMBER {
  export const METHOD: u32 = 1;
  export const HOST: u32 = 2;
  export const PATH: u32 = 3;
  export const SCHEME: u32 = 4;
  export const PROTOCOL: u32 = 5;
  export const HEADER: u32 = 6;
  export const QUERY: u32 = 7;
  export const PEER_ID: u32 = 8;
  export const PEER_TRUST_DOMAIN: u32 = 9;
  export const PEER_NAMESPACE: u32 = 10;
  export const PEER_SERVICE_ACCOUNT: u32 = 11;
  export const SNI: u32 = 12;
  export const ROUTE: u32 = 13;
  export const USER_SUB: u32 = 14;
  export const USER_ISS: u32 = 15;
  export const HEADER_VALUES: u32 = 16;
  export const QUERY_VALUES: u32 = 17;
  export const TIME: u32 = 18;
  export const SIZE: u32 = 19;
  export const SOURCE_IP: u32 = 20;
  export const SOURCE_PORT: u32 = 21;
  export const DESTINATION_IP: u32 = 22;
  export const DESTINATION_PORT: u32 = 23;
  export const USER_AUD: u32 = 24;
  export const USER_SCOPES: u32 = 25;
  export const USER_CLAIMS: u32 = 26;
}

export namespace CASE {
  export const NAME: u32 = 0;
  export const POLICY: u32 = 4;
  export const RULE: u32 = 8;
  export const VERDICT: u32 = 12;
  export const HAS_BODY: u32 = 13;
  export const HEADERS: u32 = 16;
  export const HEADERS_SIZE: u32 = 20;
  export const PROPERTIES: u32 = 24;
  export const PROPERTIES_SIZE: u32 = 28;
}

export namespace CLAIM_HEADER {
  export const HEADER: u32 = 0;
  export const ISSUER: u32 = 2;
  export const NAME: u32 = 4;
  export const CLAIM: u32 = 8;
  export const CLAIMS: u32 = 12;
  export const SIZE: u32 = 16;
}

export const CONSTANT_ITEMS: u32 = 0x1;

export namespace COST {
  export const CONSTANT: u32 = 0;
  export const PROGRAM: u32 = 1;
  export const STATUS: u32 = 2;
  export const SIZE: u32 = 3;
}

export namespace DESTINATION {
  export const WORKLOAD: u32 = 0;
  export const DENY_BY_DEFAULT: u32 = 4;
}

export namespace EFFECT {
  export const DENY: u32 = 0;
  export const ALLOW: u32 = 1;
  export const AUDIT: u32 = 2;
  export const SHADOW_DENY: u32 = 3;
  export const SHADOW_ALLOW: u32 = 4;
  export const WAY: u32 = 5;
  export const AHEAD_DENY: u32 = 6;
  export const AHEAD_ALLOW: u32 = 7;
  export const USER_ALLOW: u32 = 8;
  export const CALLERS: u32 = 9;
}

export namespace FAMILY {
  export const V4: u32 = 4;
  export const V6: u32 = 6;
}

export namespace FIELD {
  export const FULL_YEAR: u32 = 0;
  export const MONTH: u32 = 1;
  export const DATE: u32 = 2;
  export const DAY_OF_MONTH: u32 = 3;
  export const DAY_OF_WEEK: u32 = 4;
  export const DAY_OF_YEAR: u32 = 5;
  export const HOURS: u32 = 6;
  export const MINUTES: u32 = 7;
  export const SECONDS: u32 = 8;
  export const MILLISECONDS: u32 = 9;
}

export namespace FLAG {
  export const DENY_BY_DEFAULT: u32 = 1;
  export const NEEDS_PEER: u32 = 2;
  export const NEEDS_SOURCE: u32 = 4;
  export const GATEWAY: u32 = 8;
  export const SHADOW: u32 = 16;
  export const SHADOW_DENY_BY_DEFAULT: u32 = 32;
  export const NEEDS_DESTINATION: u32 = 64;
  export const NEEDS_SNI: u32 = 128;
  export const NEEDS_PROTOCOL: u32 = 256;
  export const NEEDS_ROUTE: u32 = 512;
  export const NEEDS_TIME: u32 = 1024;
  export const STRICT_PEER: u32 = 2048;
  export const NEEDS_RESPONSE: u32 = 65536;
  export const NEEDS_END: u32 = 131072;
  export const WRITTEN_USERS: u32 = 4096;
}

export const FORMAT_VERSION: u32 = 0x4;

export namespace FUNCTION {
  export const NEGATE: u32 = 1;
  export const NOT: u32 = 2;
  export const SIZE: u32 = 3;
  export const LOWER_ASCII: u32 = 4;
  export const UPPER_ASCII: u32 = 5;
  export const TRIM: u32 = 6;
  export const JOIN: u32 = 7;
  export const IP: u32 = 8;
  export const CIDR: u32 = 9;
  export const TIMESTAMP: u32 = 10;
  export const DURATION: u32 = 11;
  export const BOOL: u32 = 12;
  export const INT: u32 = 13;
  export const UINT: u32 = 14;
  export const DOUBLE: u32 = 15;
  export const STRING: u32 = 16;
  export const BYTES: u32 = 17;
  export const TYPE: u32 = 18;
  export const REVERSE: u32 = 19;
  export const IS_IP: u32 = 20;
  export const IS_CIDR: u32 = 21;
  export const IS_CANONICAL: u32 = 22;
  export const FAMILY: u32 = 23;
  export const IS_UNSPECIFIED: u32 = 24;
  export const IS_LOOPBACK: u32 = 25;
  export const IS_LINK_LOCAL_MULTICAST: u32 = 26;
  export const IS_LINK_LOCAL_UNICAST: u32 = 27;
  export const IS_GLOBAL_UNICAST: u32 = 28;
  export const PREFIX_LENGTH: u32 = 29;
  export const MASKED: u32 = 30;
  export const PRESENT: u32 = 31;
  export const FIELD: u32 = 32;
  export const EQUALS: u32 = 64;
  export const LESS: u32 = 65;
  export const LESS_OR_EQUAL: u32 = 66;
  export const ADD: u32 = 67;
  export const SUBTRACT: u32 = 68;
  export const MULTIPLY: u32 = 69;
  export const DIVIDE: u32 = 70;
  export const MODULO: u32 = 71;
  export const IN: u32 = 72;
  export const INDEX: u32 = 73;
  export const HAS: u32 = 74;
  export const STARTS_WITH: u32 = 75;
  export const ENDS_WITH: u32 = 76;
  export const CONTAINS: u32 = 77;
  export const SPLIT: u32 = 78;
  export const JOIN_WITH: u32 = 79;
  export const INDEX_OF: u32 = 80;
  export const LAST_INDEX_OF: u32 = 81;
  export const SUBSTRING: u32 = 82;
  export const CHAR_AT: u32 = 83;
  export const CONTAINS_IP: u32 = 84;
  export const CONTAINS_CIDR: u32 = 85;
  export const FIELD_AT: u32 = 96;
  export const SPLIT_AT_MOST: u32 = 128;
  export const INDEX_OF_FROM: u32 = 129;
  export const LAST_INDEX_OF_FROM: u32 = 130;
  export const SUBSTRING_TO: u32 = 131;
  export const REPLACE: u32 = 132;
  export const REPLACE_AT_MOST: u32 = 160;
}

export namespace HEADER {
  export const MAGIC: u32 = 0;
  export const FORMAT: u32 = 4;
  export const SIZE_OF_HEADER: u32 = 6;
  export const SIZE: u32 = 8;
  export const CHECKSUM: u32 = 12;
  export const FLAGS: u32 = 16;
  export const PATH: u32 = 20;
  export const VERSION: u32 = 24;
  export const NAME_LENGTHS: u32 = 32;
  export const LIMITS: u32 = 40;
  export const HEADER_NAMES: u32 = 48;
  export const RULES: u32 = 56;
  export const CODE: u32 = 64;
  export const SELECTORS: u32 = 72;
  export const SLOTS: u32 = 80;
  export const CANDIDATES: u32 = 88;
  export const STRINGS: u32 = 96;
  export const OPERANDS: u32 = 104;
  export const DESTINATIONS: u32 = 112;
  export const SHAPES: u32 = 120;
  export const NEAREST_RULES: u32 = 200;
  export const MESH: u32 = 204;
  export const QUERY_LENGTHS: u32 = 208;
  export const QUERY_NAMES: u32 = 216;
  export const ATTRIBUTES: u32 = 224;
  export const PROGRAMS: u32 = 232;
  export const STEPS: u32 = 240;
  export const VALUES: u32 = 248;
  export const CASES: u32 = 256;
  export const REGEXES: u32 = 264;
  export const TOKEN_CACHE: u32 = 272;
  export const PLACES: u32 = 280;
  export const ISSUERS: u32 = 288;
  export const TEXTS: u32 = 296;
  export const CLAIM_HEADERS: u32 = 304;
  export const RINGS: u32 = 312;
  export const API_KEYS: u32 = 320;
  export const TRANSACTION_TOKENS: u32 = 328;
  export const RATES: u32 = 336;
  export const SERVICE_CLUSTER: u32 = 344;
  export const SERVICE_DOMAIN: u32 = 348;
  export const SERVICE_TIMEOUT: u32 = 352;
  export const TRUST_DOMAINS: u32 = 360;
  export const SIZE_BYTES: u32 = 368;
}

export namespace IDENTITY_MAX {
  export const PLACES: u32 = 32;
  export const ISSUERS: u32 = 256;
  export const TEXTS: u32 = 16384;
  export const CLAIM_HEADERS: u32 = 256;
  export const RINGS: u32 = 256;
  export const API_KEYS: u32 = 1048576;
  export const TOKEN_CACHE: u32 = 268435456;
}

export namespace INSTRUCTION {
  export const OP: u32 = 0;
  export const FLAGS: u32 = 1;
  export const HEADER: u32 = 2;
  export const ATTRIBUTE: u32 = 2;
  export const OPERAND: u32 = 4;
}

export namespace ISSUER {
  export const NAME: u32 = 0;
  export const ISSUER: u32 = 4;
  export const PLACES: u32 = 8;
  export const AUDIENCE: u32 = 12;
  export const AUDIENCES: u32 = 16;
  export const ALGORITHMS: u32 = 20;
  export const FLAGS: u32 = 22;
  export const LEEWAY: u32 = 24;
  export const KEYS: u32 = 32;
  export const KEYS_SIZE: u32 = 36;
  export const SIZE: u32 = 40;
}

export namespace ISSUER_FLAG {
  export const FORWARD: u32 = 1;
  export const FETCHED: u32 = 2;
}

export const KEYED: u32 = 0x8;

export namespace KEY_KIND {
  export const SOURCE: u32 = 1;
  export const HEADER: u32 = 2;
  export const ATTRIBUTE: u32 = 3;
  export const PROGRAM: u32 = 4;
}

export namespace KEY_MATERIAL {
  export const P256: u32 = 91;
  export const P384: u32 = 120;
  export const P521: u32 = 158;
  export const ED25519: u32 = 32;
}

export namespace KEY_MAX {
  export const KEYS: u32 = 64;
  export const KID: u32 = 256;
  export const MODULUS: u32 = 1024;
  export const PSS_MODULUS: u32 = 512;
  export const EXPONENT: u32 = 4;
  export const SECRET: u32 = 1024;
  export const RSA_OVERHEAD: u32 = 64;
}

export namespace KEY_PART {
  export const KIND: u32 = 0;
  export const ARGUMENT: u32 = 4;
  export const SIZE: u32 = 8;
}

export namespace KEY_RECORD {
  export const TYPE: u32 = 0;
  export const ALGORITHMS: u32 = 2;
  export const KID: u32 = 4;
  export const MATERIAL: u32 = 12;
  export const MODULUS: u32 = 20;
  export const EXPONENT: u32 = 28;
  export const SIZE: u32 = 36;
}

export namespace KEY_SET {
  export const MAGIC: u32 = 0;
  export const SIZE: u32 = 4;
  export const COUNT: u32 = 8;
  export const KEYS: u32 = 12;
}

export const KEY_SET_MAGIC: u32 = 0x534b5743;

export namespace KEY_TYPE {
  export const RSA: u32 = 1;
  export const P256: u32 = 2;
  export const P384: u32 = 3;
  export const P521: u32 = 4;
  export const ED25519: u32 = 5;
  export const SECRET: u32 = 6;
}

export const LAST_CANDIDATE: u32 = 0x80000000;

export namespace LIMIT {
  export const POLICY: u32 = 0;
  export const NAME: u32 = 4;
  export const KEY: u32 = 8;
  export const KEY_COUNT: u32 = 12;
  export const KIND: u32 = 14;
  export const ON_FAILURE: u32 = 15;
  export const FLAGS: u32 = 16;
  export const RATE: u32 = 20;
  export const CODE: u32 = 24;
  export const CODE_COUNT: u32 = 28;
  export const COST_KIND: u32 = 30;
  export const COST: u32 = 32;
  export const OVERRIDES: u32 = 36;
  export const BODY: u32 = 40;
  export const CONTENT_TYPE: u32 = 44;
}

export namespace LIMIT_FLAG {
  export const SHADOW: u32 = 1;
  export const SKIP_ABSENT: u32 = 2;
  export const MESH: u32 = 4;
  export const EXACT: u32 = 8;
  export const HEADERS_ALWAYS: u32 = 16;
  export const HEADERS_NEVER: u32 = 32;
  export const OVERWRITE: u32 = 64;
}

export namespace LIMIT_KIND {
  export const RATE: u32 = 1;
  export const IN_FLIGHT: u32 = 2;
}

export namespace MACRO {
  export const EXISTS: u32 = 1;
  export const ALL: u32 = 2;
  export const EXISTS_ONE: u32 = 3;
  export const MAP: u32 = 4;
  export const TRANSFORM_MAP: u32 = 5;
}

export const MAGIC: u32 = 0x574c4543;

export namespace MAX {
  export const HEADER_NAMES: u32 = 1024;
  export const QUERY_NAMES: u32 = 1024;
  export const ATTRIBUTES: u32 = 4096;
  export const SELECTORS: u32 = 1024;
  export const SHAPES: u32 = 1024;
  export const SHAPE_SELECTORS: u32 = 8;
  export const RULES: u32 = 1048576;
  export const LIMITS: u32 = 32;
  export const RATES: u32 = 1048576;
  export const OVERRIDES: u32 = 1048576;
  export const DESTINATIONS: u32 = 4096;
  export const CASES: u32 = 1000;
  export const TRUST_DOMAINS: u32 = 256;
  export const KEY_PARTS: u32 = 8;
  export const SEGMENTS: u32 = 32;
  export const STRING: u32 = 4096;
  export const PROGRAMS: u32 = 1048576;
  export const REGEXES: u32 = 65536;
  export const STACK: u32 = 1024;
  export const LOOPS: u32 = 64;
  export const DEPTH: u32 = 64;
  export const TAKEN: u32 = 2097152;
  export const SIZE: u32 = 268435456;
}

export const MAX_REGEX: u32 = 0x40000;

export const MIN_MODULUS: u32 = 0x100;

export const NONE: u32 = 0xffffffff;

export namespace NUMBERS {
  export const COUNT: u32 = 0;
  export const WORDS: u32 = 4;
}

export namespace ON_FAILURE {
  export const LOCAL: u32 = 0;
  export const OPEN: u32 = 1;
  export const CLOSED: u32 = 2;
}

export namespace OP {
  export const METHOD: u32 = 1;
  export const HOST: u32 = 2;
  export const HOST_SUFFIX: u32 = 3;
  export const PATH_TEMPLATE: u32 = 4;
  export const PATH_PREFIX: u32 = 5;
  export const PATH_SUFFIX: u32 = 6;
  export const HEADER: u32 = 7;
  export const HEADER_PREFIX: u32 = 8;
  export const HEADER_SUFFIX: u32 = 9;
  export const HEADER_PRESENT: u32 = 10;
  export const HEADER_ABSENT: u32 = 11;
  export const PEER_ID: u32 = 12;
  export const PEER_ID_PREFIX: u32 = 13;
  export const PEER_PARTS: u32 = 14;
  export const SOURCE: u32 = 15;
  export const DESTINATION: u32 = 16;
  export const VALUE: u32 = 17;
  export const VALUE_PREFIX: u32 = 18;
  export const VALUE_SUFFIX: u32 = 19;
  export const VALUE_SET: u32 = 20;
  export const CONDITION: u32 = 21;
}

export namespace OVERRIDE {
  export const KEY: u32 = 0;
  export const RATE: u32 = 4;
  export const SIZE: u32 = 8;
}

export namespace OVERRIDES {
  export const SLOTS: u32 = 0;
  export const LONGEST: u32 = 4;
  export const ENTRIES: u32 = 8;
}

export namespace PATH {
  export const DECODE_UNRESERVED: u32 = 1;
  export const DOT_SEGMENTS: u32 = 2;
  export const MERGE_SLASHES: u32 = 4;
  export const DECODE_SLASHES: u32 = 8;
  export const BACKSLASH_IS_SLASH: u32 = 16;
  export const STRICT: u32 = 32;
}

export namespace PEER {
  export const ID: u32 = 0;
  export const ID_PREFIX: u32 = 4;
  export const TRUST_DOMAIN: u32 = 8;
  export const NAMESPACE: u32 = 12;
  export const SERVICE_ACCOUNT: u32 = 16;
  export const SIZE: u32 = 20;
}

export namespace PLACE {
  export const KIND: u32 = 0;
  export const USE: u32 = 1;
  export const KEY: u32 = 2;
  export const NAME: u32 = 4;
  export const SCHEME: u32 = 8;
  export const SIZE: u32 = 12;
}

export namespace PLACE_KIND {
  export const HEADER: u32 = 1;
  export const COOKIE: u32 = 2;
  export const QUERY: u32 = 3;
}

export namespace PLACE_USE {
  export const TOKEN: u32 = 1;
  export const API_KEY: u32 = 2;
}

export namespace PROGRAM {
  export const STEP: u32 = 0;
  export const STEPS: u32 = 4;
  export const STACK: u32 = 6;
}

export namespace RANGE {
  export const FAMILY: u32 = 0;
  export const LENGTH: u32 = 4;
  export const BYTES: u32 = 8;
  export const SIZE: u32 = 24;
}

export namespace RATE {
  export const INTERVAL: u32 = 0;
  export const TOLERANCE: u32 = 8;
  export const COUNT: u32 = 16;
  export const REMAINDER: u32 = 20;
  export const BURST: u32 = 24;
}

export namespace REGEX {
  export const SIZE: u32 = 0;
  export const START: u32 = 4;
  export const CLASS_COUNT: u32 = 6;
  export const CLASSES: u32 = 8;
  export const ROWS: u32 = 264;
}

export namespace REGEX_STATE {
  export const REFUSED: u32 = 0;
  export const FITS: u32 = 1;
}

export namespace RING {
  export const NAME: u32 = 0;
  export const PLACES: u32 = 4;
  export const SIZE: u32 = 8;
}

export namespace RULE {
  export const POLICY: u32 = 0;
  export const NAME: u32 = 4;
  export const CODE: u32 = 8;
  export const CODE_COUNT: u32 = 12;
  export const EFFECT: u32 = 14;
}

export namespace SELECT {
  export const METHOD: u32 = 1;
  export const HOST: u32 = 2;
  export const HOST_SUFFIX: u32 = 3;
  export const PATH_SEGMENTS: u32 = 4;
  export const PATH_SEGMENTS_REST: u32 = 5;
  export const PATH_PREFIX: u32 = 6;
  export const PATH_SUFFIX: u32 = 7;
  export const HEADER: u32 = 8;
  export const PEER_ID: u32 = 9;
  export const PEER_TRUST_DOMAIN: u32 = 10;
  export const PEER_NAMESPACE: u32 = 11;
  export const PEER_SERVICE_ACCOUNT: u32 = 12;
  export const SOURCE_V4: u32 = 13;
  export const SOURCE_V6: u32 = 14;
  export const DESTINATION: u32 = 15;
  export const VALUE: u32 = 16;
  export const VALUE_PREFIX: u32 = 17;
  export const VALUE_SUFFIX: u32 = 18;
  export const HEADER_PREFIX: u32 = 19;
  export const HEADER_SUFFIX: u32 = 20;
  export const PRESENT: u32 = 21;
}

export namespace SELECTOR {
  export const KIND: u32 = 0;
  export const COUNT: u32 = 1;
  export const HEADER: u32 = 2;
  export const ATTRIBUTE: u32 = 2;
  export const ARGUMENT: u32 = 4;
}

export namespace SHAPE {
  export const SLOT: u32 = 0;
  export const SLOTS: u32 = 4;
  export const SELECTOR_COUNT: u32 = 8;
  export const SELECTORS: u32 = 12;
  export const LOWEST_RULE: u32 = 28;
}

export namespace SIZE {
  export const LIMIT: u32 = 48;
  export const RATE: u32 = 32;
  export const NAME: u32 = 4;
  export const ATTRIBUTE: u32 = 8;
  export const PROGRAM: u32 = 8;
  export const STEP: u32 = 8;
  export const REGEX: u32 = 4;
  export const VALUE: u32 = 16;
  export const RULE: u32 = 16;
  export const INSTRUCTION: u32 = 8;
  export const SELECTOR: u32 = 8;
  export const SHAPE: u32 = 32;
  export const SLOT: u32 = 8;
  export const CANDIDATE: u32 = 4;
  export const DESTINATION: u32 = 8;
  export const CASE: u32 = 32;
}

export namespace SLOT {
  export const KEY: u32 = 0;
  export const CANDIDATE: u32 = 4;
}

export namespace STEP {
  export const OP: u32 = 0;
  export const COUNT: u32 = 1;
  export const ARGUMENT: u32 = 2;
  export const OPERAND: u32 = 4;
}

export namespace STEP_OP {
  export const CONSTANT: u32 = 1;
  export const ATTRIBUTE: u32 = 2;
  export const VARIABLE: u32 = 3;
  export const SEGMENTS: u32 = 4;
  export const TEST: u32 = 5;
  export const CALL: u32 = 6;
  export const SKIP_FALSE: u32 = 7;
  export const SKIP_TRUE: u32 = 8;
  export const AND: u32 = 9;
  export const OR: u32 = 10;
  export const BRANCH: u32 = 11;
  export const SKIP: u32 = 12;
  export const LIST: u32 = 13;
  export const MAP: u32 = 14;
  export const LOOP: u32 = 15;
  export const NEXT: u32 = 16;
  export const MATCHES: u32 = 17;
}

export namespace TABLE {
  export const SLOTS: u32 = 0;
  export const ITEMS: u32 = 4;
}

export namespace TAG {
  export const NULL: u32 = 0;
  export const BOOL: u32 = 1;
  export const INT: u32 = 2;
  export const UINT: u32 = 3;
  export const DOUBLE: u32 = 4;
  export const TIMESTAMP: u32 = 5;
  export const DURATION: u32 = 6;
  export const TYPE: u32 = 7;
  export const STRING: u32 = 8;
  export const BYTES: u32 = 9;
  export const IP: u32 = 10;
  export const CIDR: u32 = 11;
  export const LIST: u32 = 12;
  export const MAP: u32 = 13;
  export const ERROR: u32 = 14;
  export const NONE: u32 = 15;
}

export namespace TEMPLATE {
  export const COUNT: u32 = 0;
  export const REST: u32 = 2;
  export const SUFFIX: u32 = 4;
  export const SEGMENTS: u32 = 8;
}

export namespace TEST {
  export const END: u32 = 1;
  export const UNDECIDED_HOLDS: u32 = 2;
  export const USER: u32 = 4;
}

export namespace TEXT {
  export const SIZE: u32 = 4;
}

export namespace TRANSACTION {
  export const TRUST_DOMAIN: u32 = 0;
  export const ALGORITHM: u32 = 4;
  export const FLAGS: u32 = 6;
  export const LIFETIME: u32 = 8;
  export const KEYS: u32 = 12;
  export const KEYS_SIZE: u32 = 16;
  export const SIGNING_KEY: u32 = 20;
  export const SIGNING_KEY_SIZE: u32 = 24;
  export const HEADER: u32 = 28;
  export const CLAIMS: u32 = 32;
  export const TEXT: u32 = 36;
  export const TEXTS: u32 = 40;
  export const SIZE: u32 = 44;
}

export namespace TRANSACTION_FLAG {
  export const AUD: u32 = 1;
  export const SCOPES: u32 = 2;
  export const ALL_CLAIMS: u32 = 4;
}

export namespace TRANSACTION_MAX {
  export const LIFETIME: u32 = 3600;
  export const TOKEN: u32 = 8176;
  export const LEEWAY: u32 = 5;
}

export const UNDECIDED_KEY: u32 = 0x3f8a6d51;

export namespace VALUE {
  export const TAG: u32 = 0;
  export const DEPTH: u32 = 1;
  export const FLAGS: u32 = 2;
  export const DETAIL: u32 = 4;
  export const PAYLOAD: u32 = 8;
}

export namespace VERDICT {
  export const ALLOW: u32 = 0;
  export const DENY: u32 = 1;
  export const LIMITED: u32 = 2;
  export const INVALID: u32 = 3;
  export const UNAUTHENTICATED: u32 = 4;
}
