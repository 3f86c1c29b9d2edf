import { Slice } from "../bytes/slice";
import { random } from "../testing/sequence";
import { Http, Root } from "./context";
import { Streams } from "./streams";

class Numbered extends Http {
  constructor(readonly number: u32) {
    super();
  }
}

class Plain extends Root {
  configure(configuration: Slice): bool {
    return true;
  }

  createHttp(): Http {
    return new Numbered(0);
  }
}

const root = new Plain();

/** The number of the stream with an id; 0 when there is none. */
function numberOf(streams: Streams, id: u32): u32 {
  const http = streams.http(id);
  return http ? changetype<Numbered>(http).number : 0;
}

describe("Streams", () => {
  it("knows those that were added, and their root", () => {
    const streams = new Streams();
    streams.add(7, new Numbered(70), root);
    expect(numberOf(streams, 7)).toBe(70);
    expect(streams.root(7) == root).toBe(true);
    expect(numberOf(streams, 8)).toBe(0);
    expect(streams.root(8) == null).toBe(true);
  });

  it("forgets those that were removed", () => {
    const streams = new Streams();
    streams.add(7, new Numbered(70), root);
    streams.remove(8);
    expect(numberOf(streams, 7)).toBe(70);
    streams.remove(7);
    expect(numberOf(streams, 7)).toBe(0);
    streams.remove(7);
    streams.add(7, new Numbered(71), root);
    expect(numberOf(streams, 7)).toBe(71);
  });

  it("finds those whose places collide, whichever was removed", () => {
    const size = 64;
    for (let removed: u32 = 0; removed < 4; removed++) {
      const streams = new Streams();
      for (let i: u32 = 0; i < 4; i++) streams.add(63 + i * size, new Numbered(i + 1), root);
      streams.remove(63 + removed * size);
      for (let i: u32 = 0; i < 4; i++) {
        expect(numberOf(streams, 63 + i * size)).toBe(i == removed ? 0 : i + 1);
      }
    }
  });

  it("never mixes streams up, however many come and go in any order", () => {
    const streams = new Streams();
    const numbers = new StaticArray<u32>(500);
    let wrong = 0;
    for (let i: u32 = 1; i < 20_000; i++) {
      const slot = random(numbers.length);
      const id = 1 + slot * 61;
      if (numbers[slot] == 0) streams.add(id, new Numbered(i), root);
      else streams.remove(id);
      numbers[slot] = numbers[slot] == 0 ? i : 0;
      const other = random(numbers.length);
      if (numberOf(streams, 1 + other * 61) != numbers[other]) wrong++;
    }
    expect(wrong).toBe(0);
  });
});
