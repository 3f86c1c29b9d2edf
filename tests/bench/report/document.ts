import { readFileSync, writeFileSync } from "node:fs";

const END = "<!-- end of results -->";

/**
 * Puts the results of a script of package.json between its marks in a Markdown file.
 * @throws {Error} it has no marks
 */
export function replaceResults(file: string, results: string, script = "bench"): void {
  const text = readFileSync(file, "utf8");
  const mark = `<!-- results: made by \`npm run ${script} -- --markdown FILE\` -->`;
  const begin = text.indexOf(mark);
  const end = text.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new Error(`\`${file}\` has no \`${mark}\` … \`${END}\`; add both lines`);
  writeFileSync(file, `${text.slice(0, begin)}${mark}\n\n${results}\n\n${text.slice(end)}`);
}
