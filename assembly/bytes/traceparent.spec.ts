import { text } from "../testing/text";
import { ABSENT, literal } from "./slice";
import { traceIdOf } from "./traceparent";

const TRACE = "0af7651916cd43dd8448eb211c80319c";

function idOf(traceparent: string): string {
  return text(traceIdOf(literal(traceparent)));
}

describe("the trace id of a traceparent", () => {
  it("is what stands behind the version", () => {
    expect(idOf(`00-${TRACE}-b7ad6b7169203331-01`)).toBe(TRACE);
  });

  it("is read of a later version too, whatever that adds", () => {
    expect(idOf(`cc-${TRACE}-b7ad6b7169203331-01-what-the-future-holds`)).toBe(TRACE);
    expect(idOf(`cc-${TRACE}-b7ad6b7169203331-01.what`)).toBe("absent");
  });

  it("is absent where the specification says that there is none", () => {
    const wrong = [
      "",
      TRACE,
      `00-${TRACE}-b7ad6b7169203331-0`,
      `00-${TRACE}-b7ad6b7169203331-01-more`,
      `ff-${TRACE}-b7ad6b7169203331-01`,
      `00-${TRACE.toUpperCase()}-b7ad6b7169203331-01`,
      "00-00000000000000000000000000000000-b7ad6b7169203331-01",
      `00-${TRACE}-0000000000000000-01`,
      `00-${TRACE}-b7ad6b716920333g-01`,
      `00-${TRACE}-b7ad6b7169203331-0g`,
      `0g-${TRACE}-b7ad6b7169203331-01`,
      `00_${TRACE}-b7ad6b7169203331-01`,
      `00-${TRACE}_b7ad6b7169203331-01`,
      `00-${TRACE}-b7ad6b7169203331_01`,
      `00-${TRACE.replace("c", "\u00e4")}-b7ad6b716920331-01`,
    ];
    for (let i = 0; i < wrong.length; i++) expect(idOf(wrong[i])).toBe("absent", wrong[i]);
    expect(text(traceIdOf(ABSENT))).toBe("absent");
  });
});
