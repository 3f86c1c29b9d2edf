/** Columns of a table, those that are alike in every row counted as one. */
export interface Columns {
  /** The group of each column; groups are numbered in the order of their first columns. */
  readonly groups: Uint8Array;
  /** The first column of each group. */
  readonly firsts: readonly number[];
}

/** Groups the columns (at most 256) of rows of numbers from -1 on. */
export function groupColumns(width: number, rows: Iterable<ArrayLike<number>>): Columns {
  let groups = new Uint8Array(width);
  for (const row of rows) {
    const numbers = new Map<number, number>();
    groups = groups.map((group, column) => {
      const key = ((row[column] ?? 0) + 1) * 256 + group;
      const number = numbers.get(key) ?? numbers.size;
      numbers.set(key, number);
      return number;
    });
  }
  const firsts: number[] = [];
  groups.forEach((group, column) => {
    if (group === firsts.length) firsts.push(column);
  });
  return { groups, firsts };
}
