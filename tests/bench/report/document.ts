import { readFileSync, writeFileSync } from "node:fs";

const BEGIN = "<!-- results: made by `npm run bench -- --markdown FILE` -->";
const END = "<!-- end of results -->";

/** Puts the results between the marks of a Markdown file. @throws {Error} it has no marks */
export function replaceResults(file: string, results: string): void {
  const text = readFileSync(file, "utf8");
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin)
    throw new Error(`\`${file}\` has no \`${BEGIN}\` … \`${END}\`; add both lines`);
  writeFileSync(file, `${text.slice(0, begin)}${BEGIN}\n\n${results}\n\n${text.slice(end)}`);
}
