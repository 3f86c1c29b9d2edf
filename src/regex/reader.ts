import { SIDE, type Side, sideOf } from "./assertions.js";
import { groupColumns } from "./columns.js";
import { ASSERTION, type Program } from "./program.js";
import { NONE, Utf8Nodes } from "./utf8.js";

/** Reads a program's characters byte by byte; bytes that it treats alike are one class. */
export class ByteReader {
  /** The class of each byte. */
  readonly classes: Uint8Array;
  /** What assertions see in each class. */
  readonly sides: readonly Side[];
  private readonly nodes = new Utf8Nodes();
  /** For each instruction the node before its character's first byte; `NONE` for one that reads no character. */
  private readonly roots: readonly number[];
  /** For each node the classes that lead on, and where to: class, node, class, node … */
  private readonly edges: readonly (readonly number[])[];

  constructor(private readonly program: Program) {
    this.roots = program.instructions.map((instruction) =>
      instruction.op === "character" ? this.nodes.add(instruction.ranges) : NONE,
    );
    const sides = sidesFor(program);
    const { groups, firsts } = groupColumns(256, [sides, ...this.nodes.rows]);
    this.classes = groups;
    this.sides = firsts.map((byte) => sides[byte] ?? SIDE.OTHER);
    this.edges = this.nodes.rows.map((row) =>
      firsts.flatMap((byte, number) => edge(number, row[byte] ?? NONE)),
    );
  }

  /** For each class of bytes the places that some places lead to. */
  read(places: readonly number[]): number[][] {
    const targets: number[][] = this.sides.map(() => []);
    const size = this.program.instructions.length;
    for (const place of places) {
      const { node, next } = this.characterAt(place);
      const edges = this.edges[node] ?? [];
      for (let i = 0; i + 1 < edges.length; i += 2) {
        targets[edges[i] ?? 0]?.push((edges[i + 1] ?? 0) * size + next);
      }
    }
    return targets;
  }

  /** The node at a place, and the instruction after its character. */
  private characterAt(place: number): { readonly node: number; readonly next: number } {
    const { instructions } = this.program;
    const instruction = instructions[place];
    if (instruction?.op === "character") return { node: this.roots[place] ?? NONE, next: instruction.next };
    const node = Math.floor(place / instructions.length);
    return { node, next: place % instructions.length };
  }
}

function edge(byteClass: number, node: number): number[] {
  return node === NONE ? [] : [byteClass, node];
}

/** What assertions see in each byte; all the same when none asks. */
function sidesFor({ instructions }: Program): Side[] {
  const ofText = ASSERTION.TEXT_START | ASSERTION.TEXT_END;
  const asks = instructions.some((one) => one.op === "assert" && (one.assertions & ~ofText) !== 0);
  return Array.from({ length: 256 }, (_, byte) => (asks ? sideOf(byte) : SIDE.OTHER));
}
