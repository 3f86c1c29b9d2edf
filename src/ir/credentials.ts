/** In quotes (RFC 9110 §5.6.4). */
const QUOTED = /"(?:[^"\\]|\\.)*"/gs;

/** Stands for a quoted string; no header has it. */
const PLACEHOLDER = "\0";

/** What may follow a comma within one credential: a parameter (RFC 9110 §11.2). */
const PARAMETER = /^[ \t]*[^ \t=,\0"]+[ \t]*=/;

/**
 * Whether the value of an `authorization` header holds more than one credential, as it does when a proxy joined
 * two headers: something else than a parameter follows a comma, or a quote does not end and could hide it.
 */
export function holdsSeveralCredentials(value: string): boolean {
  const unquoted = value.replace(QUOTED, PLACEHOLDER);
  const [, ...rest] = unquoted.split(",");
  return unquoted.includes('"') || rest.some((part) => !PARAMETER.test(part));
}
