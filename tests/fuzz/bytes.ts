/** Random bytes as text of one byte a character, as header maps hold them. */
import type { Random } from "../differential/random-policy.js";

/** Bytes that mean something to a parser of paths, hosts, queries, UTF-8 or numbers. */
const SHARP = [..."/.%?#&=+:;,[]@*\\ \0\r\n\t\x7f\x80\xbf\xc0\xc3\xe2\xed\xf0\xf4\xff09afAZ"];
const LONGEST = 70_000;

/** Mostly few, sometimes as many as Envoy lets through. */
export function randomBytes(random: Random): string {
  const length = random.chance(300) ? random.below(LONGEST) : random.below(24);
  if (random.chance(4)) return random.pick(SHARP).repeat(length);
  return Array.from({ length }, () => randomByte(random)).join("");
}

function randomByte(random: Random): string {
  return random.chance(2) ? random.pick(SHARP) : String.fromCharCode(random.below(256));
}

/** The text with a few bytes changed, taken out or put in. */
export function damage(random: Random, text: string): string {
  let damaged = text;
  for (let blows = 1 + random.below(4); blows > 0; blows--) {
    const at = random.below(damaged.length + 1);
    const more = Array.from({ length: random.below(3) }, () => randomByte(random)).join("");
    damaged = damaged.slice(0, at) + more + damaged.slice(at + random.below(3));
  }
  return damaged;
}
