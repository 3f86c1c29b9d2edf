import { Slice, addressOf, literal, slice } from "../bytes/slice";
import { text } from "../testing/text";
import { Peers } from "./peers";

const buffer = heap.alloc(1024);

/** A certificate whose only URI is `spiffe://a/b`. */
const WORKLOAD =
  "-----BEGIN CERTIFICATE-----\nMB8wHaMbMBkwFwYDVR0RBBAwDoYMc3BpZmZlOi8vYS9i\n-----END CERTIFICATE-----\n";

/** Digests that differ in their last digits fall into one set. */
function digest(number: i32): Slice {
  return literal("0123456789abcdef".repeat(3) + (1_000_000_000_000_000 + i64(number)).toString());
}

function seen(peers: Peers, number: i32): string {
  const id = peers.find(digest(number));
  return id == null ? "not seen" : text(id.id);
}

describe("peers", () => {
  it("are remembered by their digests", () => {
    const peers = new Peers();
    expect(seen(peers, 1)).toBe("not seen");
    expect(text(peers.add(digest(1), literal(WORKLOAD), buffer).id)).toBe("spiffe://a/b");
    memory.fill(buffer, 0, 1024);
    expect(seen(peers, 1)).toBe("spiffe://a/b");
    expect(seen(peers, 2)).toBe("not seen");
    peers.dispose();
  });

  it("are remembered when they are nobody, too", () => {
    const peers = new Peers();
    expect(text(peers.add(digest(1), literal("junk"), buffer).id)).toBe("absent");
    expect(seen(peers, 1)).toBe("absent");
    peers.dispose();
  });

  it("make room, the oldest of a set first", () => {
    const peers = new Peers();
    for (let i = 0; i < 5; i++) peers.add(digest(i), literal(WORKLOAD), buffer);
    expect(seen(peers, 0)).toBe("not seen");
    for (let i = 1; i < 5; i++) expect(seen(peers, i)).toBe("spiffe://a/b", `${i}`);
    peers.add(digest(5), literal("junk"), buffer);
    expect(seen(peers, 1)).toBe("not seen");
    expect(seen(peers, 5)).toBe("absent");
    peers.dispose();
  });

  it("are nobody by a certificate that is too long to be read", () => {
    const peers = new Peers();
    const length = 64 * 1024;
    const long = heap.alloc(length + 1);
    memory.fill(long, 0x0a, length + 1);
    const whole = literal(WORKLOAD);
    const begin = 27;
    memory.copy(long, addressOf(whole), begin);
    const rest = WORKLOAD.length - begin;
    memory.copy(long + length - rest, addressOf(whole) + begin, rest);
    const room = heap.alloc(length + 1);
    expect(text(peers.add(digest(1), slice(long, length), room).id)).toBe("spiffe://a/b");
    expect(text(peers.add(digest(2), slice(long, length + 1), room).id)).toBe("absent");
    peers.dispose();
  });
});
