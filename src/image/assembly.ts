/** The layout's constants as AssemblyScript; `npm run generate` writes them to assembly/image/layout.ts. */
import * as layout from "./layout.js";

const HEADING =
  "// Generated from src/image/layout.ts by `npm run generate`; do not edit. The diagram is there.\n";

/** Source text of assembly/image/layout.ts: a number becomes a `u32` constant, a table a namespace of them. */
export function layoutInAssemblyScript(): string {
  const parts = Object.entries(layout).map(([name, value]) =>
    typeof value === "number" ? constant(name, value) : namespace(name, value),
  );
  return `${HEADING}\n${parts.join("\n")}`;
}

function constant(name: string, value: number): string {
  return `export const ${name}: u32 = 0x${value.toString(16)};\n`;
}

function namespace(name: string, table: Readonly<Record<string, number>>): string {
  const lines = Object.entries(table).map(([key, value]) => `  export const ${key}: u32 = ${value};\n`);
  return `export namespace ${name} {\n${lines.join("")}}\n`;
}
