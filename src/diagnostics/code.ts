/** What kind of finding a diagnostic is. Stable: scripts and editors may rely on them. Each has a case under tests/rejects. */
export const CODES = [
  // How it is written.
  "yaml-syntax",
  "duplicate-key",
  "too-large",
  // Which keys and values there are.
  "unknown-key",
  "missing-key",
  "wrong-type",
  "invalid-value",
  "empty-list",
  "invalid-name",
  // What single values mean.
  "invalid-trust-domain",
  "invalid-spiffe-id",
  "invalid-cidr",
  "invalid-host",
  "invalid-path-template",
  "unnormalized-path",
  "invalid-header",
  "invalid-method",
  "invalid-peer",
  "invalid-rate",
  "invalid-burst",
  "invalid-key",
  // What conditions say.
  "condition-syntax",
  "unknown-attribute",
  "unknown-capture",
  "unknown-function",
  "condition-type",
  "not-constant",
  "invalid-constant",
  "invalid-regex",
  "condition-too-costly",
  "constant-condition",
  // What they mean together.
  "missing-mesh",
  "duplicate-mesh",
  "duplicate-name",
  "foreign-workload",
  "unknown-workload",
  "unknown-rule",
  "empty-target",
  "lower-case-method",
  // What has no effect, or none that was meant: from src/lint.
  "never-matches",
  "undecided-only",
  "never-holds",
  "same-rule",
  "hidden-rule",
  "always-denied",
  "unreachable-rule",
  "unknown-at-tier",
  "unguarded-workload",
] as const;

export type Code = (typeof CODES)[number];
