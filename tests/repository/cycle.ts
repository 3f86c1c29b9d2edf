import { type Import, layerOf } from "./imports.js";

/** The imports between layers that make up one circle; empty when there is none. */
export function findCycle(imports: readonly Import[]): readonly Import[] {
  const between = imports.filter(({ from, to }) => layerOf(from) !== layerOf(to));
  const done = new Set<string>();

  function follow(layer: string, way: readonly Import[]): readonly Import[] {
    const start = way.findIndex(({ from }) => layerOf(from) === layer);
    if (start >= 0) return way.slice(start);
    if (done.has(layer)) return [];
    for (const step of between.filter(({ from }) => layerOf(from) === layer)) {
      const circle = follow(layerOf(step.to), [...way, step]);
      if (circle.length > 0) return circle;
    }
    done.add(layer);
    return [];
  }

  for (const { from } of between) {
    const circle = follow(layerOf(from), []);
    if (circle.length > 0) return circle;
  }
  return [];
}
