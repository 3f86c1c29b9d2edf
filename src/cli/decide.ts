import { once } from "node:events";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { buildImage } from "../compile/image.js";
import { explain } from "../explain/explain.js";
import { createDecider } from "../host/decide.js";
import type { DecisionRequest } from "../host/decision.js";
import type { PolicySet } from "../ir/model.js";
import { EXIT_WRONG } from "./exit.js";
import { renderExplanation } from "./explanation.js";
import { fileTrouble, readBytes } from "./files.js";
import { loadPolicies } from "./load.js";
import { cellModule } from "./package-root.js";
import { setOrReport } from "./report.js";
import { parseRequestLine } from "./request-line.js";
import { TARGET_OPTION, targetOf } from "./target.js";

interface Options {
  readonly target: string;
  readonly requests: string;
  readonly explain?: true;
  readonly json?: true;
  readonly module?: string;
}

const HELP = `
A request is a line of JSON; all keys are optional, and one that is absent is an absent attribute:
  {"id": "1", "method": "GET", "scheme": "https", "host": "orders.shop.example", "path": "/orders?page=2",
   "headers": {"x-tenant": "acme"}, "peer": "spiffe://shop.example/ns/edge/sa/gateway",
   "user": {"iss": "https://login.shop.example", "sub": "alice", "scopes": ["orders:read"], "claims": {"groups": ["staff"]}},
   "sourceIp": "192.0.2.7", "sourcePort": 40000, "destinationIp": "10.0.0.2", "destinationPort": 8443,
   "sni": "orders.shop.example", "time": "2026-11-25T09:30:00Z"}
user stands for a verified token; without it, the credentials in the headers are verified.
headers may also be a list of [name, value]. Requests are decided in order, limits remember the ones before;
time is the clock that they see, the present when absent.

Examples:
  cellwall decide policy.yaml --target spiffe://shop.example/ns/shop/sa/orders --requests requests.jsonl
  cellwall decide policy.yaml --target spiffe://… --requests requests.jsonl --explain
  echo '{"method": "GET", "path": "/"}' | cellwall decide policy.yaml --target spiffe://… --requests -`;

/** `cellwall decide`: what the cell makes of requests. */
export function addDecide(program: Command): void {
  program
    .command("decide")
    .description("decide requests with the very module that Envoy runs; one JSON verdict a line")
    .argument("<files...>", "policy files, or folders of them")
    .requiredOption(...TARGET_OPTION)
    .requiredOption("--requests <file>", "requests, one JSON object a line; - for standard input")
    .option("--explain", "tell people which rules matched, and which condition kept each other rule from it")
    .option("--json", "with --explain: add the rules to the JSON verdict")
    .option("--module <file>", "another build of the cell")
    .addHelpText("after", HELP)
    .action(decide);
}

async function decide(files: string[], options: Options): Promise<void> {
  const set = setOrReport(loadPolicies(files));
  if (set === undefined) return;
  const target = targetOf(set, options.target).id;
  const decider = createDecider(
    readBytes(options.module ?? cellModule()),
    buildImage({ ...set, tests: [] }, target, { writtenUsers: true }),
  );
  const print = (request: DecisionRequest) => {
    const { path: _, ...decided } = decider.decide(request);
    if (decided.verdict === "error") process.exitCode = EXIT_WRONG;
    if (!options.explain) return `${JSON.stringify(decided)}\n`;
    const rules = rulesFor(set, target, request, decided.destination);
    return options.json ? `${JSON.stringify({ ...decided, rules })}\n` : renderExplanation(decided, rules);
  };
  let number = 0;
  for await (const line of linesOf(options.requests)) {
    number++;
    if (line.trim() === "") continue;
    const output = decideLine(line, `${options.requests}:${number}:1`, print);
    if (output !== undefined && !process.stdout.write(output)) await once(process.stdout, "drain");
  }
}

/** The rules at the target; and where a gateway refused early, those of the destination, whose peer it is. */
function rulesFor(set: PolicySet, target: string, request: DecisionRequest, destination: string | undefined) {
  const own = explain(set, target, request);
  if (destination === undefined) return own;
  return [...own, ...explain(set, destination, { ...request, peer: target })];
}

/** A bad line is reported with its place; the others are still decided. */
function decideLine(
  line: string,
  place: string,
  print: (request: DecisionRequest) => string,
): string | undefined {
  const parsed = parseRequestLine(line);
  if ("request" in parsed) return print(parsed.request);
  process.stderr.write(`${place}: error[invalid-request]: ${parsed.error}\n`);
  process.exitCode = EXIT_WRONG;
  return undefined;
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const input = path === "-" ? process.stdin : createReadStream(path);
  try {
    for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) yield line;
  } catch (error) {
    throw fileTrouble("read", path, error);
  }
}
