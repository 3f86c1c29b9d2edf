/** Why a key cannot verify tokens, in words that go on after its name: "`use` is `enc`", "is an RSA key of …". */
export class KeyError extends Error {
  constructor(
    /** Skipped: it is for something else, which is nobody's mistake. */
    readonly kind: "skipped" | "wrong",
    message: string,
  ) {
    super(message);
  }
}
