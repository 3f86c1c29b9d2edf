import { literal } from "../../sdk/index";
import { fromHex, toHex } from "../../testing/hex";
import { rateLimitRequest } from "./rls-request";
import { RateLimitAnswer } from "./rls-response";

/** `granted remaining resetNs`, or why it is no answer. */
function read(hex: string): string {
  const answer = new RateLimitAnswer();
  if (!answer.read(fromHex(hex))) return "none";
  const code = answer.isGranted ? "granted" : "over";
  return code + " " + answer.remaining.toString() + " " + answer.resetNs.toString();
}

/** A limit of 1,000 a second. */
const LIMIT = "120508e8071001";

describe("a question", () => {
  it("names domain, limit, key and hits", () => {
    const message = rateLimitRequest(literal("shop"), literal("all/many"), literal("/acme"), 300);
    expect(toHex(message)).toBe(
      "0a0473686f70" + // domain
        "1221" + // descriptor
        ("0a11" + "0a056c696d6974" + "1208616c6c2f6d616e79") +
        ("0a0c" + "0a036b6579" + "12052f61636d65") +
        "18ac02", // hits_addend
    );
  });
});

describe("an answer", () => {
  it("grants hits, and tells what is left and for how long", () => {
    expect(read("08011210" + "0801" + LIMIT + "188407" + "22020801")).toBe("granted 900 1000000000");
    expect(read("0801120d" + "0801" + LIMIT + "22020801")).toBe("granted 0 1000000000");
    expect(read("0801120b" + "0801" + LIMIT + "2200")).toBe("granted 0 0");
    expect(read("08011210" + "0801" + LIMIT + "2205080310e807")).toBe("granted 0 3000001000");
  });

  it("says that the limit is reached", () => {
    expect(read("0802120d" + "0802" + LIMIT + "2202083c")).toBe("over 0 60000000000");
  });

  it("may have fields that nobody knows", () => {
    expect(read("0801120d" + "0801" + LIMIT + "580132004a026162")).toBe("granted 0 0");
  });

  it("is none without a limit: the service does not know it", () => {
    expect(read("080112020801")).toBe("none");
  });

  it("is none without a code, with one that there is not, or with other than one status", () => {
    expect(read("")).toBe("none");
    expect(read("0801")).toBe("none");
    expect(read("08001209" + "0800" + LIMIT)).toBe("none");
    expect(read("08031209" + "0803" + LIMIT)).toBe("none");
    expect(read("1209" + "0801" + LIMIT)).toBe("none");
    expect(read("0801" + ("1209" + "0801" + LIMIT) + ("1209" + "0801" + LIMIT))).toBe("none");
  });

  it("is none when it is cut, or tells a time that can't be", () => {
    expect(read("08011209" + "0801" + "120508e807")).toBe("none");
    expect(read("0801120d" + "0801" + LIMIT + "22020880")).toBe("none");
    expect(read("08011214" + "0801" + LIMIT + "2209" + "08ffffffffffffff7f")).toBe("none");
  });
});
