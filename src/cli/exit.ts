/** The command did what it was asked. */
export const EXIT_OK = 0;
/** The policies, requests, images or modules are wrong. */
export const EXIT_WRONG = 1;
/** The command line is wrong, or a file can't be read or written. */
export const EXIT_USAGE = 2;

/** The command line asks for what can't be done; the message has the next step. */
export class UsageError extends Error {
  readonly code = "usage";
}

export const EXIT_CODES = `
Exit codes:
  0  done
  1  the policies, requests, images or modules are wrong
  2  the command line is wrong, or a file can't be read or written`;
