/** Texts put together from up to `most` pieces: the same ones in every run. */
export function* spellings(pieces: readonly string[], count: number, most: number): Generator<string> {
  // A linear congruential generator (Numerical Recipes, 2nd ed., §7.1).
  let state = 20261125;
  const below = (bound: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
  for (let i = 0; i < count; i++) {
    let text = "";
    for (let left = below(most + 1); left > 0; left--) text += pieces[below(pieces.length)];
    yield text;
  }
}
