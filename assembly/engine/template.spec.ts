import { Slice, addressOf, literal } from "../bytes/slice";
import { operandRecord } from "../image/image";
import { codeOf } from "../testing/find";
import { TEMPLATES } from "../testing/images";
import { matchTemplate } from "./template";
import { Truth } from "./truth";

const image = changetype<usize>(TEMPLATES);

/** Whether a path fits the template of a rule in tests/images/templates.yaml. */
function matchBytes(rule: string, path: Slice): Truth {
  return matchTemplate(image, operandRecord(image, codeOf(image, rule)), path);
}

function match(rule: string, path: string): Truth {
  return matchBytes(rule, literal(path));
}

function expectAll(rule: string, paths: string[], truth: Truth): void {
  for (let i = 0; i < paths.length; i++) expect(match(rule, paths[i])).toBe(truth, `${rule}: ${paths[i]}`);
}

// Envoy's own cases: tests/conformance/uri-template.test.ts.
describe("a path fits", () => {
  it("/ itself only", () => {
    expectAll("root", ["/"], Truth.True);
    expectAll("root", ["/a", "//"], Truth.False);
  });

  it("/orders/all, with nothing before, between or behind", () => {
    expectAll("literals", ["/orders/all"], Truth.True);
    const others = [
      "/orders",
      "/orders/",
      "/orders/al",
      "/orders/all/",
      "/orders/all/x",
      "/orders/allx",
      "/",
    ];
    expectAll("literals", others, Truth.False);
  });

  it("/orders/, where the slash at the end counts", () => {
    expectAll("trailing-slash", ["/orders/"], Truth.True);
    expectAll("trailing-slash", ["/orders", "/orders//", "/orders/x"], Truth.False);
  });

  it("/orders/{id}/items with one segment for the variable", () => {
    expectAll("segment", ["/orders/42/items", "/orders/items/items"], Truth.True);
    expectAll("segment", ["/orders//items", "/orders/4/2/items", "/orders/42", "/x/42/items"], Truth.False);
  });

  it("/orders/* with one segment, which is not empty", () => {
    expectAll("last-segment", ["/orders/42"], Truth.True);
    expectAll("last-segment", ["/orders/", "/orders", "/orders/42/", "/orders/4/2"], Truth.False);
  });

  it("/images/*.png with something before the dot", () => {
    expectAll("segment-suffix", ["/images/a.png", "/images/.png.png"], Truth.True);
    expectAll("segment-suffix", ["/images/.png", "/images/a.jpg", "/images/a/b.png"], Truth.False);
  });

  it("/files/** with any number of segments, none too", () => {
    expectAll("rest", ["/files/", "/files/a", "/files/a/b/", "/files//"], Truth.True);
    expectAll("rest", ["/files", "/filesa/", "/"], Truth.False);
  });

  it("/media/**.ts by its end", () => {
    expectAll("rest-suffix", ["/media/.ts", "/media/a.ts", "/media/a/b.ts"], Truth.True);
    expectAll("rest-suffix", ["/media/a.js", "/media/ts", "/media/a.ts/"], Truth.False);
  });

  it("/repos/*/**/raw by its beginning and its end", () => {
    expectAll("rest-segment", ["/repos/a//raw", "/repos/a/b/raw", "/repos/a/b/c/raw"], Truth.True);
    expectAll(
      "rest-segment",
      ["/repos/a/raw", "/repos/raw", "/repos//b/raw", "/repos/a/b/raw/"],
      Truth.False,
    );
  });

  it("/** whatever it is", () => {
    expectAll("any", ["/", "/a", "/a/b"], Truth.True);
  });
});

describe("a byte that Envoy's wildcards do not take", () => {
  it("leaves a path undecided that fits otherwise", () => {
    expectAll("last-segment", ["/orders/a=b", '/orders/"', "/orders/\u00e9"], Truth.Undecided);
    expectAll("segment", ["/orders/a=b/items"], Truth.Undecided);
    expectAll("segment-suffix", ["/images/a=b.png"], Truth.Undecided);
    expectAll("rest", ["/files/a=b", "/files/a/b/="], Truth.Undecided);
    expectAll("rest-suffix", ["/media/=.ts"], Truth.Undecided);
    expectAll("rest-segment", ["/repos/=/b/raw", "/repos/a/=/raw"], Truth.Undecided);
  });

  it("does not matter in a path that does not fit", () => {
    expectAll("segment", ["/orders/a=b", "/orders/a=b/others"], Truth.False);
    expectAll("rest-segment", ["/repos/=/b/cooked"], Truth.False);
  });

  it("is each one above 127", () => {
    const path = literal("/orders/x");
    for (let byte = 128; byte < 256; byte++) {
      store<u8>(addressOf(path) + 8, u8(byte));
      expect(matchBytes("last-segment", path)).toBe(Truth.Undecided, `${byte}`);
    }
  });

  it("is each one but letters, digits and -._~%!$&'()+,;:@", () => {
    const path = "/orders/" + "x";
    for (let byte = 1; byte < 128; byte++) {
      if (byte == 0x2f) continue;
      const plain =
        (byte >= 0x30 && byte <= 0x39) ||
        ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a) ||
        "-._~%!$&'()+,;:@".includes(String.fromCharCode(byte));
      const one = path.replace("x", String.fromCharCode(byte));
      expect(match("last-segment", one)).toBe(plain ? Truth.True : Truth.Undecided, `${byte}`);
    }
  });
});
