/** A value on one line, for messages. */
export function show(value: unknown): string {
  return JSON.stringify(value, (_, one) => (typeof one === "bigint" ? `${one}` : one)) ?? "undefined";
}
