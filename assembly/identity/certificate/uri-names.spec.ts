import { fromHex, toHex } from "../../testing/hex";
import { text } from "../../testing/text";
import { onlyUri } from "./uri-names";

/** An element of less than 128 bytes. */
function element(tag: string, content: string): string {
  const length = content.length / 2;
  return tag + (length < 16 ? "0" : "") + length.toString(16) + content;
}

function extension(content: string): string {
  return element("30", "0603551d11" + content);
}

function names(content: string): string {
  return extension(element("04", element("30", content)));
}

/** A certificate with a serial number and these extensions. */
function certificate(extensions: string): string {
  return element("30", element("30", "a003020102020105" + element("a3", element("30", extensions))));
}

function uriOf(der: string): string {
  return text(onlyUri(fromHex(der)));
}

const A = "860161";
const B = "860162";
const DNS = "820163";
const CRITICAL = "0101ff";
/** basicConstraints: no authority. */
const OTHER = "300c0603551d130101ff04023000";

// Of real certificates: tests/cell/certificates.test.ts.
describe("the only URI of a certificate", () => {
  it("stands among its alternative names", () => {
    expect(uriOf(certificate(names(A)))).toBe("a");
    expect(uriOf(certificate(names(DNS + B + DNS)))).toBe("b");
    expect(uriOf(certificate(OTHER + names(A) + OTHER))).toBe("a");
    expect(uriOf(certificate(extension(CRITICAL + element("04", element("30", A)))))).toBe("a");
    expect(uriOf(certificate(names("8600")))).toBe("");
  });

  it("is absent when there are two, or none", () => {
    const others: string[] = [
      names(A + B),
      names(A + A),
      names(A + DNS + B),
      names(DNS),
      names(""),
      OTHER,
      "",
    ];
    for (let i = 0; i < others.length; i++) expect(uriOf(certificate(others[i]))).toBe("absent", others[i]);
  });

  it("is absent when the extension comes twice, whatever is in it", () => {
    expect(uriOf(certificate(names(A) + names(B)))).toBe("absent");
    expect(uriOf(certificate(names(A) + OTHER + names(DNS)))).toBe("absent");
    expect(uriOf(certificate(names(DNS) + names(A)))).toBe("absent");
  });

  it("is absent where the way to it is malformed", () => {
    const whole = certificate(OTHER + names(DNS + A));
    for (let length = 0; length < whole.length; length += 2) {
      expect(uriOf(whole.substring(0, length))).toBe("absent", `${length / 2} bytes`);
    }
    const others: string[] = [
      extension(element("04", A)),
      extension(element("30", element("30", A))),
      extension(element("04", element("30", A + "86"))),
      names(A) + "0500",
      names(A) + "30",
      element("30", "0500" + names(A)),
      element("30", ""),
      extension(""),
      extension(CRITICAL),
    ];
    for (let i = 0; i < others.length; i++) expect(uriOf(certificate(others[i]))).toBe("absent", others[i]);
    expect(uriOf(element("30", element("30", "")))).toBe("absent");
    expect(uriOf(element("30", "0500"))).toBe("absent");
    expect(toHex(onlyUri(fromHex("00")))).toBe("absent");
  });
});
