/** Prints docs/conditions.md: what conditions may ask for, and what they may do with it. */
import { CAPTURES, KEYED, PLAIN } from "./attributes.js";
import { FUNCTIONS, MACROS, type Overload } from "./functions.js";
import { OPERATORS } from "./operators.js";
import { formatCall } from "./overload.js";
import { formatType, mapOf, STRING } from "./types.js";

/** The attributes whose names are fixed, those with a key, and captures: name, type, what it is, foreseen, example. */
function attributeRows(): string[][] {
  const plain = PLAIN.map(({ name, type, is, isForeseen, example }) => [
    code(name),
    code(formatType(type)),
    is,
    isForeseen ? "yes" : "",
    code(example),
  ]);
  const keyed = KEYED.map(({ name, item, is, example }) => [
    code(`${name}["name"]`),
    code(formatType(item)),
    is,
    name.startsWith("request.header") ? "yes, but for what proxies write" : "yes",
    code(example),
  ]);
  const captured =
    "the part of the path that a variable `{name}` stands for; each of the rule's `paths` has to have it";
  return [
    ...plain,
    ...keyed,
    [code(`${CAPTURES}.name`), code("string"), captured, "yes", code("path.customer == user.sub")],
  ];
}

/** One row for each name: all its signatures. */
function overloadRows(overloads: readonly Overload[]): string[][] {
  const names = [...new Set(overloads.map(({ name }) => name))];
  return names.map((name) => {
    const same = overloads.filter((one) => one.name === name);
    return [code(name), same.map(signature).join("<br>"), same[0]?.doc ?? ""];
  });
}

function signature({ name, args, isMethod, result }: Overload): string {
  return code(`${formatCall(name, args, isMethod)} → ${formatType(result)}`);
}

function code(text: string): string {
  return `\`${text.replaceAll("|", "\\|")}\``;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [head, head.map(() => "---"), ...rows];
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

const PAGE = `# Conditions

What \`when\` of a rule may ask for, and what it may do with it. [policy.md](policy.md#when) says how conditions decide.

The language is [CEL](https://github.com/google/cel-spec/blob/master/doc/langdef.md), checked when policy is compiled: every name, every type, every constant. Types are \`bool\`, \`int\`, \`uint\`, \`double\`, \`string\`, \`bytes\`, \`timestamp\`, \`duration\`, \`ip\`, \`cidr\`, \`null\`, \`list(A)\` and \`map(A, B)\`; \`type\` is what \`type(x)\` gives, to be compared with these names (\`null_type\`, \`google.protobuf.Timestamp\`, \`google.protobuf.Duration\`, \`net.IP\` and \`net.CIDR\` for five of them); \`dyn\` is what only the request can tell, as in \`${formatType(mapOf(STRING, { kind: "dyn" }))}\`.

This page is made by \`npm run generate\` from the tables that the checker uses.

## Attributes

An attribute that the request lacks is an error. What a gateway [foresees](policy.md#at-the-gateway), it may refuse for the destination.

${table(["attribute", "type", "what it is", "foreseen", "example"], attributeRows())}

Keys are written out: \`request.headers[user.sub]\` is refused. A key may follow a dot, in backquotes when it is no name: \`request.headers.accept\`, \`\` request.headers.\`x-tenant\` \`\`. \`"x-debug" in request.headers\` and \`has(request.headers.accept)\` tell whether one came, and are never an error for headers; for a query parameter, when its value can't be decoded. \`has(user.sub)\` and \`has(peer.id)\` tell whether there is such a thing, and are never an error.

## Operators

\`!\`, \`&&\`, \`||\` and \`?:\` take booleans. \`false && x\` is false and \`true || x\` is true, in either order, even when \`x\` is an error.

${table(
  ["operator", "signatures"],
  overloadRows(OPERATORS).map(([name = "", signatures = ""]) => [name, signatures]),
)}

Integers that leave their range, division by zero and a key that is not there are errors.

## Functions

Offsets and sizes of strings count code points. A header that is not UTF-8 is an error where code points are counted.

${table(["function", "signatures", "gives"], overloadRows(FUNCTIONS))}

Regular expressions are RE2's, and are written out. Time zones are \`UTC\` or an offset such as \`+01:00\`; UTC when none is given.

## Macros

${table(
  ["macro", "gives"],
  MACROS.map(({ usage, doc }) => [code(usage), doc]),
)}

Over a map, the variable is its key. \`exists\`, \`all\` and \`exists_one\` may have two variables: the index and the item of a list, or the key and the value of a map, \`map.exists(k, v, k == v)\`. \`exists\` and \`all\` absorb errors as \`||\` and \`&&\` do.
`;

process.stdout.write(PAGE);
