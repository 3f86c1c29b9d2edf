// Generated from src/image/layout.ts by `npm run generate`; do not edit. The diagram is there.

export namespace EFFECT {
  export const DENY: u32 = 0;
  export const ALLOW: u32 = 1;
  export const AUDIT: u32 = 2;
}

export namespace FAMILY {
  export const V4: u32 = 4;
  export const V6: u32 = 6;
}

export namespace FLAG {
  export const DENY_BY_DEFAULT: u32 = 1;
  export const NEEDS_PEER: u32 = 2;
  export const NEEDS_SOURCE: u32 = 4;
  export const GATEWAY: u32 = 8;
}

export const FORMAT_VERSION: u32 = 0x2;

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
  export const DENY_SHAPES: u32 = 80;
  export const ALLOW_SHAPES: u32 = 88;
  export const AUDIT_SHAPES: u32 = 96;
  export const SLOTS: u32 = 104;
  export const CANDIDATES: u32 = 112;
  export const STRINGS: u32 = 120;
  export const OPERANDS: u32 = 128;
  export const SIZE_BYTES: u32 = 136;
}

export namespace INSTRUCTION {
  export const OP: u32 = 0;
  export const FLAGS: u32 = 1;
  export const HEADER: u32 = 2;
  export const OPERAND: u32 = 4;
}

export namespace KEY_KIND {
  export const SOURCE: u32 = 1;
  export const PEER: u32 = 2;
  export const HEADER: u32 = 3;
}

export namespace KEY_PART {
  export const KIND: u32 = 0;
  export const HEADER: u32 = 4;
  export const SIZE: u32 = 8;
}

export const LAST_CANDIDATE: u32 = 0x80000000;

export namespace LIMIT {
  export const INTERVAL: u32 = 0;
  export const TOLERANCE: u32 = 8;
  export const POLICY: u32 = 16;
  export const NAME: u32 = 20;
  export const KEY: u32 = 24;
  export const KEY_COUNT: u32 = 28;
}

export const MAGIC: u32 = 0x574c4543;

export namespace MAX {
  export const HEADER_NAMES: u32 = 1024;
  export const SELECTORS: u32 = 1024;
  export const SHAPES: u32 = 1024;
  export const SHAPE_SELECTORS: u32 = 8;
  export const RULES: u32 = 1048576;
  export const LIMITS: u32 = 32;
  export const KEY_PARTS: u32 = 8;
  export const SEGMENTS: u32 = 32;
  export const STRING: u32 = 4096;
  export const SIZE: u32 = 268435456;
}

export const NONE: u32 = 0xffffffff;

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

export namespace RANGE {
  export const FAMILY: u32 = 0;
  export const LENGTH: u32 = 4;
  export const BYTES: u32 = 8;
  export const SIZE: u32 = 24;
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
}

export namespace SELECTOR {
  export const KIND: u32 = 0;
  export const COUNT: u32 = 1;
  export const HEADER: u32 = 2;
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
  export const LIMIT: u32 = 32;
  export const HEADER_NAME: u32 = 4;
  export const RULE: u32 = 16;
  export const INSTRUCTION: u32 = 8;
  export const SELECTOR: u32 = 8;
  export const SHAPE: u32 = 32;
  export const SLOT: u32 = 8;
  export const CANDIDATE: u32 = 4;
}

export namespace SLOT {
  export const KEY: u32 = 0;
  export const CANDIDATE: u32 = 4;
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
}

export const UNDECIDED_KEY: u32 = 0x3f8a6d51;
