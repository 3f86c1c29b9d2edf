/** Outcomes as lines of at most 100 columns. */
import type { Outcome } from "./run.js";
import { describe } from "./run.js";
import type { Sample } from "./traffic.js";

const COLOURS = { allow: 32, deny: 31, limited: 33, invalid: 35 } as const;
const WIDTH = { who: 7, request: 43, verdict: 8, by: 25 };

/** Names of the columns. */
export function headLine(): string {
  return line(["who", "request", "gateway", "sidecar", "decided by", "  ms"]);
}

/** One outcome. @param colour whether the terminal shows colours */
export function outcomeLine(outcome: Outcome, colour: boolean): string {
  const { sample, milliseconds } = outcome;
  const [gateway, sidecar] = [describe(outcome.gateway?.decision), describe(outcome.sidecar?.decision)];
  const text = line([
    sample.from,
    requestText(sample),
    verdictOf(gateway),
    verdictOf(sidecar),
    (sidecar ?? gateway)?.split(" ")[1] ?? noRule(outcome),
    milliseconds.toFixed(1).padStart(4),
  ]);
  const painted = colour ? paint(text) : text;
  return outcome.expected ? painted : `${painted}\n  expected ${expectation(sample)}`;
}

/** Of a refusal because nothing allowed the request: the rule that came closest. */
function noRule({ gateway, sidecar }: Outcome): string {
  const nearest = (sidecar ?? gateway)?.decision?.nearest;
  return nearest === undefined ? "(nothing allows it)" : `(near ${nearest.rule}: ${nearest.attribute})`;
}

function line([
  who = "",
  request = "",
  gateway = "",
  sidecar = "",
  by = "",
  ms = "",
]: readonly string[]): string {
  const { verdict } = WIDTH;
  return [
    who.padEnd(WIDTH.who),
    clip(request, WIDTH.request),
    gateway.padEnd(verdict),
    sidecar.padEnd(verdict),
    clip(by, WIDTH.by),
    ms,
  ].join(" ");
}

/** The request line, and the headers that matter. */
function requestText({ method, path, headers, times }: Sample): string {
  const shown = headers
    .filter(([name, value]) => name !== "host" || value !== "orders.shop.example")
    .map(([name, value]) => ` ${name === "host" ? "" : `${name}:`}${value}`);
  return `${method} ${path}${shown.join("")}${times > 1 ? ` (${times}×)` : ""}`;
}

function clip(text: string, width: number): string {
  return text.length <= width ? text.padEnd(width) : `${text.slice(0, width - 1)}…`;
}

function verdictOf(description: string | undefined): string {
  return description?.split(" ")[0] ?? "–";
}

function expectation({ gateway = "–", sidecar = "–" }: Sample): string {
  return `gateway \`${gateway}\`, sidecar \`${sidecar}\``;
}

/** Colours the verdict columns only. */
function paint(text: string): string {
  const start = WIDTH.who + WIDTH.request + 2;
  const verdicts = text.slice(start, start + 2 * WIDTH.verdict + 2);
  const coloured = verdicts.replaceAll(/allow|deny|limited|invalid/g, (verdict) => {
    return `\x1b[${COLOURS[verdict as keyof typeof COLOURS]}m${verdict}\x1b[0m`;
  });
  return text.slice(0, start) + coloured + text.slice(start + verdicts.length);
}
