import { TEXTS } from "./random-constants.js";
import { type Random, VALUES } from "./random-policy.js";

const NUMBERS = [
  "0",
  "-0",
  "7",
  "1.0",
  "2.5",
  "1e2",
  "-3",
  "9223372036854775807",
  "9223372036854775808",
  "1e400",
];

/** Names among which the expressions' constants are. */
const NAMES = [...TEXTS, "x", "groups"];

/** The payload of a token, as JSON: some of what it says may be missing, or of another type. */
export function randomPayload(random: Random): string {
  const maybe = (name: string, json: () => string) => (random.chance(4) ? [] : [`"${name}":${json()}`]);
  const text = () => JSON.stringify(random.pick(VALUES));
  const members = [
    ...maybe("sub", text),
    `"iss":${text()}`,
    ...maybe("aud", () => random.pick([text(), `[${text()},${text()}]`, "[]", "7"])),
    ...maybe("scope", () => random.pick([text(), '"a  b"', '" v"', "null"])),
    ...maybe("scp", () => random.pick([text(), `[${text()},1]`])),
    ...[...new Set(random.some(4, () => random.pick(NAMES)))].map(
      (name) => `${JSON.stringify(name)}:${randomJson(random, 3)}`,
    ),
  ];
  return `{${members.join(",")}}`;
}

function randomJson(random: Random, depth: number): string {
  const inner = () => randomJson(random, depth - 1);
  if (depth === 0 || random.chance(2)) {
    return random.pick([random.pick(NUMBERS), JSON.stringify(random.pick(TEXTS)), "true", "false", "null"]);
  }
  if (random.chance(2)) return `[${Array.from({ length: random.below(3) }, inner).join(", ")}]`;
  const names = new Set(Array.from({ length: random.below(3) }, () => random.pick(NAMES)));
  return `{${[...names].map((name) => `${JSON.stringify(name)} : ${inner()}`).join(",")}}`;
}
