import type { Command } from "commander";
import { z } from "zod";
import { makeApiKey } from "../keys/api-key.js";
import { nanoseconds } from "../policy/request.js";
import { UsageError } from "./exit.js";

interface Options {
  readonly ring: string;
  readonly subject: string;
  readonly claims?: string;
  readonly expires?: string;
  readonly json?: true;
}

const EXAMPLES = `
Examples:
  cellwall key new --ring partners --subject acme
  cellwall key new --ring partners --subject acme --claims '{"plan": "gold"}' --expires 2027-01-01T00:00:00Z`;

/** `cellwall key new`: an API key, and what the Mesh has to know of it. */
export function addKey(program: Command): void {
  program
    .command("key")
    .description("make API keys")
    .command("new")
    .description(
      "make an API key: the key for its owner, and the entry for the Mesh, which has only its hash",
    )
    .requiredOption("--ring <name>", "the list of `apiKeys` that the key is for")
    .requiredOption("--subject <subject>", "what `user.sub` is for it")
    .option("--claims <json>", "what `user.claims` is for it: a JSON object")
    .option("--expires <time>", "when it ends: an RFC 3339 time")
    .option("--json", "print the key and its entry as JSON")
    .addHelpText("after", EXAMPLES)
    .action(makeKey);
}

function makeKey({ ring, subject, claims, expires, json }: Options): void {
  const said = {
    subject,
    ...(claims === undefined ? {} : { claims: toClaims(claims) }),
    ...(expires === undefined ? {} : { expires: toTime(expires) }),
  };
  const { key, id, hash } = makeApiKey();
  const entry = { id, hash, ...said };
  if (json) {
    process.stdout.write(`${JSON.stringify({ ring, key, entry }, undefined, 2)}\n`);
    return;
  }
  process.stderr.write(`For ${subject} alone; it is not shown again:\n`);
  process.stdout.write(`${key}\n`);
  process.stderr.write(`For the \`keys\` of \`${ring}\` in the Mesh's \`apiKeys\`:\n`);
  process.stdout.write(`- ${JSON.stringify(entry)}\n`);
}

/** @throws {UsageError} no JSON object */
function toClaims(text: string): Record<string, unknown> {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new UsageError(`--claims \`${text}\` is no JSON object, such as \`{"plan": "gold"}\``);
  }
}

/** @throws {UsageError} no time */
function toTime(text: string): string {
  if (nanoseconds(text) !== undefined) return text;
  throw new UsageError(`--expires \`${text}\` is no RFC 3339 time, such as \`2027-01-01T00:00:00Z\``);
}
