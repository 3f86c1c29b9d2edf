/**
 * Path templates in Envoy's URI template language
 * (envoy: source/extensions/path/uri_template_lib/uri_template_internal.cc).
 */

/** A parsed template. */
export interface PathTemplate {
  /** As written. */
  readonly text: string;
  /** Segments before `**`, or all of them. `null` stands for `*`: one non-empty segment. */
  readonly segments: readonly (string | null)[];
  /**
   * False: the path has exactly these segments, the last one ending in `suffix`.
   * True: after the segments and a slash comes `**` (any bytes, none too).
   */
  readonly rest: boolean;
  /** Literal bytes that end the path: after the last segment, or after `**` (there it may hold slashes). */
  readonly suffix: string;
  readonly captures: readonly Capture[];
}

/**
 * A named variable: the text from the start of segment `from` to the end of segment `to - 1`, then `**` when
 * it covers that, then the part of the suffix that lies between two offsets.
 */
export interface Capture {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The variable covers `**`. */
  readonly rest: boolean;
  readonly suffixFrom: number;
  readonly suffixTo: number;
}

/** Envoy: `kMaxVariablesPerPath`. */
const MAX_VARIABLES = 5;
/** Envoy: `kPatternMatchingMaxVariableNameLen`. */
const MAX_NAME = 16;
/** The image's bound (src/image/layout.ts, `MAX.SEGMENTS`). */
const MAX_SEGMENTS = 32;

const LITERAL = /^[A-Za-z0-9\-._~%!$&'()+,;:@]+$/;
const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Whether a text may stand between slashes. */
export function isLiteral(text: string): boolean {
  return LITERAL.test(text);
}

/** Whether a text may name a variable. */
export function isVariableName(text: string): boolean {
  return NAME.test(text) && text.length <= MAX_NAME;
}

/** The template, or what is wrong with it. */
export function parseTemplate(text: string): PathTemplate | { readonly error: string } {
  try {
    return new TemplateParser(text).parse();
  } catch (error) {
    if (error instanceof TemplateError) return { error: error.message };
    throw error;
  }
}

class TemplateError extends Error {}

class TemplateParser {
  private readonly segments: (string | null)[] = [];
  private readonly captures: Capture[] = [];
  private rest = false;
  private suffix = "";

  constructor(private readonly text: string) {}

  parse(): PathTemplate {
    const { text } = this;
    if (!text.startsWith("/")) throw new TemplateError("a path template begins with `/`");
    let at = 1;
    while (at < text.length) {
      at = this.segment(at);
      if (at === text.length) break;
      if (text[at] !== "/") {
        this.end(text.slice(at));
        break;
      }
      at++;
      if (at === text.length) this.literal("");
    }
    if (text === "/") this.literal("");
    if (this.segments.length > MAX_SEGMENTS) throw new TemplateError(`more than ${MAX_SEGMENTS} segments`);
    const { segments, rest, suffix, captures } = this;
    return { text, segments, rest, suffix, captures };
  }

  /** Reads one segment or variable; answers where it ends. */
  private segment(at: number): number {
    const { text } = this;
    if (text[at] === "{") return this.variable(at);
    const end = stop(text, at, "/");
    if (text[at] === "*") return at + this.operator(text.slice(at, end)).length;
    const literal = text.slice(at, end);
    if (literal === "") throw new TemplateError("an empty segment");
    this.literal(literal);
    return end;
  }

  private operator(text: string): string {
    if (this.rest) throw new TemplateError("nothing but literals may follow `**`");
    if (text.startsWith("**")) {
      this.rest = true;
      return "**";
    }
    this.segments.push(null);
    return "*";
  }

  private literal(text: string): void {
    if (text !== "" && !isLiteral(text)) throw new TemplateError(literalError(text));
    if (this.rest) this.suffix += `/${text}`;
    else this.segments.push(text);
  }

  /** `{name}`, the same as `{name=*}`, or `{name=pattern}`. */
  private variable(at: number): number {
    const { text } = this;
    const close = text.indexOf("}", at);
    if (close < 0) throw new TemplateError("`{` without `}`");
    const [name = "", ...patterns] = text.slice(at + 1, close).split("=");
    const pattern = patterns.length === 0 ? "*" : patterns.join("=");
    this.checkName(name);
    const from = this.segments.length;
    const behindRest = this.rest;
    const suffixFrom = behindRest ? this.suffix.length + 1 : 0;
    for (const part of pattern.split("/")) {
      if (part === "*" || part === "**") this.operator(part);
      else if (part === "") throw new TemplateError(`an empty segment in the variable \`${name}\``);
      else this.literal(part);
    }
    const rest = this.rest && !behindRest;
    this.captures.push({
      name,
      from,
      to: this.segments.length,
      rest,
      suffixFrom,
      suffixTo: this.suffix.length,
    });
    return close + 1;
  }

  private checkName(name: string): void {
    if (!isVariableName(name)) {
      throw new TemplateError(
        `\`${name}\` is no variable name: a letter, then letters, digits or \`_\`, at most ${MAX_NAME}`,
      );
    }
    if (this.captures.some((one) => one.name === name))
      throw new TemplateError(`the variable \`${name}\` twice`);
    if (this.captures.length === MAX_VARIABLES)
      throw new TemplateError(`more than ${MAX_VARIABLES} variables`);
  }

  /** What follows the last segment without a slash. */
  private end(suffix: string): void {
    if (!isLiteral(suffix)) throw new TemplateError(`\`${suffix}\` can't follow a wildcard within a segment`);
    this.suffix += suffix;
  }
}

function literalError(text: string): string {
  if (/[*{]/.test(text)) return `in \`${text}\` a wildcard or variable does not begin its segment`;
  return `\`${text}\` has a character that no path segment has unescaped`;
}

function stop(text: string, from: number, what: string): number {
  const at = text.indexOf(what, from);
  return at < 0 ? text.length : at;
}
