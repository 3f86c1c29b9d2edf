import { addressOf, lengthOf, literal } from "../sdk/index";
import { text } from "../testing/text";
import { cookieValue, withoutScheme } from "./credentials";

function behind(scheme: string, value: string): string {
  return text(withoutScheme(literal(value), scheme == "" ? 0 : literal(scheme)));
}

function cookie(pair: string): string {
  const bytes = literal(pair);
  return text(cookieValue(addressOf(bytes), addressOf(bytes) + lengthOf(bytes), literal("id")));
}

describe("a scheme", () => {
  it("stands before the credential, in any case, with spaces between", () => {
    expect(behind("Bearer", "Bearer a.b.c")).toBe("a.b.c");
    expect(behind("Bearer", "bEARER   a b ")).toBe("a b ");
    expect(behind("DPoP", "dpop x")).toBe("x");
  });

  it("makes nothing of other schemes and of values without one", () => {
    const others = ["Basic a", "Bearerx a", "Bearer", "Beare", "", "Bearer\ta", " Bearer a", "[earer a"];
    for (let i = 0; i < others.length; i++) expect(behind("Bearer", others[i])).toBe("", others[i]);
  });

  it("may be none: the whole value counts", () => {
    expect(behind("", "Bearer a")).toBe("Bearer a");
  });
});

describe("a cookie", () => {
  it("has what stands behind its name", () => {
    expect(cookie("id=a=b")).toBe("a=b");
    expect(cookie("id= x \t ")).toBe(" x");
    expect(cookie("id=")).toBe("");
  });

  it("is another one under another name", () => {
    const others = ["idx=a", "i=a", "id", "ID=a", "", "id =a", "=id"];
    for (let i = 0; i < others.length; i++) expect(cookie(others[i])).toBe("absent", others[i]);
  });
});
