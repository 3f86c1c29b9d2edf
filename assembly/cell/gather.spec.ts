import { EMPTY, HeaderView, PairList, Slice, ABSENT, literal } from "../sdk/index";
import { Facts } from "../engine/facts";
import { EFFECTS } from "../testing/images";
import { Gatherer } from "./gather";
import { RequestSource } from "./request-source";

/** A GET of a path, without a host. */
class GetOf extends RequestSource {
  private pairs: PairList = new PairList();

  constructor(path: Slice) {
    super();
    this.pairs.add(literal(":method"), literal("GET"));
    this.pairs.add(literal(":path"), path);
  }

  readHeaders(view: HeaderView): bool {
    return view.open(this.pairs.finish());
  }

  property(path: Slice): Slice {
    return ABSENT;
  }
}

function forwards(path: Slice): bool {
  const image = changetype<usize>(EFFECTS);
  const gatherer = new Gatherer(image, new Facts(image), new GetOf(path));
  expect(gatherer.gather(false)).toBe(EMPTY);
  return gatherer.forwardPath();
}

describe("the path that the upstream gets", () => {
  it("needs no host call when it is as sent", () => {
    expect(forwards(literal("/a/b?c"))).toBe(true);
  });

  it("is not forwarded when the host does not let the module set it", () => {
    expect(forwards(literal("/a/../b"))).toBe(false);
  });
});
