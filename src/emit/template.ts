/** The files under envoy/ as YAML documents: values are filled in, comments stay. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Document, isMap, isSeq, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";

/** A key of a map, an index of a list, or the `name` of an element of a list. */
export type Step = string | number;

/** Reads `envoy/<name>.yaml`. */
export function readTemplate(
  name: "gateway" | "sidecar" | "cell" | "keys" | "ratelimit" | "outbound",
): Document {
  return parseDocument(readFileSync(join(templateFolder(), `${name}.yaml`), "utf8"));
}

/** The map at the end of the way. @throws {Error} the template has none there: template and code disagree */
export function mapAt(node: unknown, ...way: readonly Step[]): YAMLMap {
  const found = walk(node, way);
  if (isMap(found)) return found;
  throw new Error(`the template has no map at \`${way.join(".")}\``);
}

/** The list at the end of the way. @throws {Error} as `mapAt` */
export function listAt(node: unknown, ...way: readonly Step[]): YAMLSeq {
  const found = walk(node, way);
  if (isSeq(found)) return found;
  throw new Error(`the template has no list at \`${way.join(".")}\``);
}

/** The document as text; long lines stay whole. */
export function toText(document: Document): string {
  return document.toString({ lineWidth: 0, flowCollectionPadding: true });
}

function walk(node: unknown, way: readonly Step[]): unknown {
  return way.reduce(child, node);
}

function child(node: unknown, step: Step): unknown {
  if (isSeq(node) && typeof step === "string") {
    return node.items.find((item) => isMap(item) && item.get("name") === step);
  }
  const parent = node as { get?(key: Step, keepScalar: boolean): unknown } | undefined;
  return parent?.get?.(step, true);
}

/** The package's `envoy/`, seen from the source and from the bundle. */
function templateFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "envoy", "cell.yaml"))) {
    if (folder === dirname(folder)) throw new Error("the package lacks its folder `envoy`; install it again");
    folder = dirname(folder);
  }
  return join(folder, "envoy");
}
