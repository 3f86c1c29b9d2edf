/** Prints assembly/testing/images.ts: the image of each policy in this folder, for the specs of what reads images. */
import { readdirSync, readFileSync } from "node:fs";
import { buildImage } from "../../src/compile/image.js";
import { Diagnostics } from "../../src/diagnostics/diagnostic.js";
import { render } from "../../src/diagnostics/render.js";
import { lower } from "../../src/lower/lower.js";
import { readDocuments } from "../../src/policy/read.js";

const FOLDER = new URL("./", import.meta.url);

/** The mesh of all policies that do not bring their own, and which of its workloads their images are for. */
const MESH = "mesh.yaml";
const GATEWAY = "spiffe://shop.example/ns/edge/sa/gateway";
const SIDECAR = "spiffe://shop.example/ns/shop/sa/orders";

const HEADING = "// Generated from tests/images/*.yaml by `npm run generate`; do not edit.\n";

const BYTES_PER_LINE = 24;

/** `conditions.yaml` becomes the constant `CONDITIONS`. */
function constantOf(file: string): string {
  const name = file.replace(".yaml", "").replaceAll("-", "_").toUpperCase();
  return `/** The image of ${file}. */\nexport const ${name}: StaticArray<u8> = [\n${literals(imageOf(file))}];\n`;
}

function imageOf(file: string): Uint8Array {
  const paths = textOf(file).includes("kind: Mesh") ? [file] : [MESH, file];
  const files = paths.map((path) => ({ path, text: textOf(path) }));
  const diagnostics = new Diagnostics();
  const set = lower(readDocuments(files, diagnostics), diagnostics);
  if (set !== undefined) return buildImage(set, file === "gateway.yaml" ? GATEWAY : SIDECAR);
  const sources = new Map(files.map(({ path, text }) => [path, text]));
  throw new Error(diagnostics.all.map((one) => render(one, sources)).join("\n"));
}

function textOf(file: string): string {
  return readFileSync(new URL(file, FOLDER), "utf8");
}

function literals(image: Uint8Array): string {
  const lines = [];
  for (let at = 0; at < image.length; at += BYTES_PER_LINE) {
    lines.push(`  ${image.subarray(at, at + BYTES_PER_LINE).join(", ")},\n`);
  }
  return lines.join("");
}

const policies = readdirSync(FOLDER).filter((file) => file.endsWith(".yaml"));
process.stdout.write([HEADING, ...policies.sort().map(constantOf)].join("\n"));
