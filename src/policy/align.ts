/**
 * Where the characters of a text value stand in its file. White space is skipped on both sides, so that it is
 * the same for plain, quoted and block texts, over one line or several.
 * @returns the offset in the file of an offset in the value; undefined when the value is not written as it is,
 * because of escapes
 */
export function align(value: string, file: string, from: number): ((offset: number) => number) | undefined {
  const start = contentStart(file, from);
  if (file.startsWith(value, start)) return (offset) => start + offset;
  const places: number[] = [];
  let at = start;
  for (const character of value) {
    if (!isSpace(character)) {
      while (isSpace(file.charAt(at))) at++;
      if (!file.startsWith(character, at)) return undefined;
    }
    for (let unit = 0; unit < character.length; unit++) places.push(at + unit);
    if (!isSpace(character)) at += character.length;
  }
  return (offset) => places[offset] ?? at;
}

/** Behind the quote, or the header of a block. */
function contentStart(file: string, from: number): number {
  const indicator = file.charAt(from);
  if (indicator === '"' || indicator === "'") return from + 1;
  if (indicator !== "|" && indicator !== ">") return from;
  const lineEnd = file.indexOf("\n", from);
  return lineEnd < 0 ? from : lineEnd;
}

function isSpace(character: string): boolean {
  return character === " " || character === "\n" || character === "\t" || character === "\r";
}
