import type { Pair } from "../envoy/pairs.js";

/** Envoy's header map: ordered, names in lower case, a name may come several times. */
export class HeaderMap {
  private entries: Pair[];

  constructor(pairs: Iterable<Pair> = []) {
    this.entries = Array.from(pairs, ([name, value]): Pair => [name.toLowerCase(), value]);
  }

  get pairs(): readonly Pair[] {
    return this.entries;
  }

  /** Bytes of all names and values, which is what Envoy answers to "size". */
  get byteSize(): number {
    return this.entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  }

  /** Only the first of several values, as Envoy does. */
  get(name: string): string | undefined {
    const wanted = name.toLowerCase();
    return this.entries.find(([key]) => key === wanted)?.[1];
  }

  getAll(name: string): string[] {
    const wanted = name.toLowerCase();
    return this.entries.filter(([key]) => key === wanted).map(([, value]) => value);
  }

  add(name: string, value: string): void {
    this.entries.push([name.toLowerCase(), value]);
  }

  /** One value instead of all; it stays where the first one was. */
  replace(name: string, value: string): void {
    const wanted = name.toLowerCase();
    const at = this.entries.findIndex(([key]) => key === wanted);
    if (at < 0) {
      this.entries.push([wanted, value]);
      return;
    }
    this.entries = this.entries.filter(([key], i) => i <= at || key !== wanted);
    this.entries[at] = [wanted, value];
  }

  remove(name: string): void {
    const wanted = name.toLowerCase();
    this.entries = this.entries.filter(([key]) => key !== wanted);
  }

  set(pairs: readonly Pair[]): void {
    this.entries = pairs.map(([name, value]): Pair => [name.toLowerCase(), value]);
  }
}
