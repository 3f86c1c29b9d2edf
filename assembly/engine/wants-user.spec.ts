import { ruleName } from "../image/image";
import { USERS } from "../testing/images";
import { request, setUser } from "../testing/request";
import { text } from "../testing/text";
import { Engine } from "./decide";
import { NO_RULE } from "./evaluate";
import { Verdict } from "./verdict";

const GUEST = '{"sub":"7","role":"guest"}';
const READER = '{"sub":"7","scope":"read","role":"member"}';

/** Its rules are in tests/images/users.yaml. */
const image = changetype<usize>(USERS);
const engine = new Engine(image);

/** The verdict on a request of a user (by his claims) or of nobody, and the rule that gave it. */
function decision(path: string, claims: string = "", method: string = "GET", host: string = "shop"): string {
  engine.clear();
  request(engine.facts, method, host, path);
  if (claims != "") setUser(engine.facts, claims);
  const verdict = engine.decide();
  const by = engine.rule == NO_RULE ? "default" : text(ruleName(image, engine.rule));
  const names: string[] = ["allow", "deny", "limited", "invalid", "unauthenticated"];
  return `${names[verdict]} by ${by}`;
}

describe("a request of a user", () => {
  it("is judged by who that is", () => {
    expect(decision("/own/7", READER)).toBe("allow by own");
    expect(decision("/read", READER)).toBe("allow by readers");
    expect(decision("/closed", READER)).toBe("allow by anybody");
    expect(decision("/closed", GUEST)).toBe("deny by guests");
  });

  it("is never refused for want of a user", () => {
    expect(decision("/own/8", READER)).toBe("deny by default");
    expect(decision("/read", GUEST)).toBe("deny by default");
    expect(decision("/closed", "{}")).toBe("deny by guests");
    expect(engine.doubt != 0).toBe(true);
  });
});

describe("a request of nobody", () => {
  it("wants a user where a rule would allow some user", () => {
    expect(decision("/own/7")).toBe("unauthenticated by default");
    expect(decision("/read")).toBe("unauthenticated by default");
  });

  it("does not where the rule would not match all the same", () => {
    expect(decision("/read", "", "PUT")).toBe("deny by default");
    expect(decision("/own")).toBe("deny by default");
    expect(decision("/elsewhere")).toBe("deny by default");
  });

  it("wants a user where a deny rule matched for that doubt", () => {
    expect(decision("/closed")).toBe("unauthenticated by guests");
  });

  it("does not where a deny rule matched for sure", () => {
    expect(decision("/closed", '{"role":"x"}', "PUT")).toBe("deny by unnamed");
  });

  it("is allowed where no user is needed", () => {
    expect(decision("/open")).toBe("allow by anybody");
    expect(decision("/either", "", "GET", "open")).toBe("allow by either");
    expect(decision("/either")).toBe("unauthenticated by default");
  });
});
