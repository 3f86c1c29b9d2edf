/** Random regular expressions, and texts that nearly fit them. */
import type { Random } from "./random-policy.js";

/** A pattern, and how a text that fits it may be written. Assertions write nothing, so the text need not fit. */
export interface Piece {
  readonly pattern: string;
  write(random: Random): string;
}

/** Letters that fold to each other in twos and threes, 1 to 4 bytes long, and the neighbours of assertions. */
const CHARACTERS = [..."aabbckKsSéÉσςΣ€😀019_- \n\u212a\u017f\u0130\ud7ff\ue000"];

/** Classes and characters that are in them. */
const CLASSES: readonly (readonly [pattern: string, members: string])[] = [
  [".", "ab€"],
  ["\\d", "019"],
  ["\\D", "a é"],
  ["\\w", "a0_"],
  ["\\W", " é😀"],
  ["\\s", " \n"],
  ["[a-c]", "abc"],
  ["[^a-c]", "k0é"],
  ["[^\\n]", "a 😀"],
  ["[a-ks\\d]", "aks0"],
  ["[[:alpha:]_]", "aK_"],
  ["[[:^alpha:]]", "0 é"],
  ["\\pL", "aé\u212a"],
  ["\\PL", "0 😀"],
  ["\\p{Greek}", "σΣ"],
  ["[\\p{Lu}\\d]", "KÉΣ0"],
  ["[é-ü]", "éí"],
  ["[\\x{80}-\\x{10ffff}]", "é€😀"],
  ["[^\\x{20ac}]", "aé😀"],
  ["[σs]", "σs"],
];

const ASSERTIONS = ["^", "$", "\\A", "\\z", "\\b", "\\B"];
const FLAGS = ["(?i)", "(?s)", "(?m)", "(?im)", "(?is)", "(?U)", "(?m-s)"];
const COUNTS = [
  ["*", 0, 3],
  ["+", 1, 3],
  ["?", 0, 1],
  ["*?", 0, 3],
  ["{2}", 2, 2],
  ["{1,3}", 1, 3],
  ["{0,2}?", 0, 2],
  ["{2,}", 2, 4],
] as const;

const FRAMES = [
  ["", ""],
  ["", ""],
  ["", ""],
  ["^(?:", ")"],
  ["(?:", ")$"],
  ["^(?:", ")$"],
] as const;

/** Compound pieces within each other. */
const DEPTH = 3;

/** Half of them anchored, a third with flags. */
export function randomRegex(random: Random): Piece {
  const { pattern, write } = randomPiece(random, DEPTH);
  const flags = random.chance(3) ? random.pick(FLAGS) : "";
  const [before, after] = random.pick(FRAMES);
  return { pattern: `${flags}${before}${pattern}${after}`, write };
}

function randomPiece(random: Random, depth: number): Piece {
  if (depth === 0) return randomLeaf(random);
  const makers = [sequence, sequence, alternatives, repetition, group, randomLeaf];
  return random.pick(makers)(random, depth - 1);
}

function randomLeaf(random: Random): Piece {
  if (random.chance(8)) return { pattern: random.pick(ASSERTIONS), write: () => "" };
  if (random.chance(3)) {
    const [pattern, members] = random.pick(CLASSES);
    return { pattern, write: (choice) => choice.pick([...members]) };
  }
  const text = random.some(3, () => random.pick(CHARACTERS)).join("");
  return { pattern: random.chance(20) ? `\\Q${text}\\E` : text, write: () => text };
}

function sequence(random: Random, depth: number): Piece {
  const pieces = random.some(4, () => randomPiece(random, depth));
  return {
    pattern: pieces.map(({ pattern }) => pattern).join(""),
    write: (choice) => pieces.map((piece) => piece.write(choice)).join(""),
  };
}

function alternatives(random: Random, depth: number): Piece {
  const pieces = random.some(4, () => randomPiece(random, depth));
  return {
    pattern: `(${pieces.map(({ pattern }) => pattern).join("|")})`,
    write: (choice) => choice.pick(pieces).write(choice),
  };
}

function repetition(random: Random, depth: number): Piece {
  const piece = randomPiece(random, depth);
  const [count, least, most] = random.pick(COUNTS);
  return {
    pattern: `(?:${piece.pattern})${count}`,
    write: (choice) =>
      Array.from({ length: least + choice.below(most - least + 1) }, () => piece.write(choice)).join(""),
  };
}

function group(random: Random, depth: number): Piece {
  const { pattern, write } = randomPiece(random, depth);
  const name = `(?P<n${random.below(1e9)}>`;
  const opening = random.pick(["(", name, "(?i:", "(?-i:", "(?s:", "(?m:", "(?-m:"]);
  return { pattern: `${opening}${pattern})`, write };
}

/** A text that fits, bent a little; or any text. */
export function randomText(random: Random, piece: Piece): string {
  const characters = random.chance(8)
    ? Array.from({ length: random.below(8) }, () => random.pick(CHARACTERS))
    : [...piece.write(random)];
  for (let bends = random.below(3); bends > 0; bends--) {
    const at = random.below(characters.length + 1);
    characters.splice(at, random.below(2), ...(random.chance(3) ? [] : [random.pick(CHARACTERS)]));
  }
  return characters.join("");
}
