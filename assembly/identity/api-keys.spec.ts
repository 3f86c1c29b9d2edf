import { addressOf, lengthOf, literal, slice } from "../bytes/slice";
import { stringAt } from "../image/image";
import { API_KEY, API_KEY_BYTES } from "../image/layout";
import { MESH, USERS } from "../testing/images";
import { text } from "../testing/text";
import { findApiKey } from "./api-keys";

const users = changetype<usize>(USERS);

/** The ID of the key that is found, or `none`. */
function found(key: string, image: usize = users): string {
  const record = findApiKey(image, literal(key));
  return record == 0 ? "none" : text(slice(record + API_KEY.ID, API_KEY_BYTES.ID));
}

/** A key as tests/images/users.yaml has it. */
function keyOf(id: string, letter: string): string {
  return `cw_${id}_${letter.repeat(42)}A`;
}

describe("an API key", () => {
  it("is found by its ID, if the secret is its own", () => {
    expect(found(keyOf("aaaaaaaaaa", "A"))).toBe("aaaaaaaaaa");
    expect(found(keyOf("mmmmmmmmmm", "B"))).toBe("mmmmmmmmmm");
    expect(found(keyOf("zzzzzzzzzz", "C"))).toBe("zzzzzzzzzz");
  });

  it("says who it is for", () => {
    const record = findApiKey(users, literal(keyOf("mmmmmmmmmm", "B")));
    expect(text(stringAt(users, load<u32>(record, API_KEY.SUBJECT)))).toBe("acme");
    expect(load<f64>(record, API_KEY.EXPIRES)).toBe(Infinity);
    expect(load<f64>(findApiKey(users, literal(keyOf("zzzzzzzzzz", "C"))), API_KEY.EXPIRES)).toBe(1795608000);
  });

  it("is none with another's secret, and none that nobody has", () => {
    expect(found(keyOf("aaaaaaaaaa", "B"))).toBe("none");
    expect(found(keyOf("bbbbbbbbbb", "A"))).toBe("none");
    expect(found(keyOf("0000000000", "A"))).toBe("none");
    expect(found(keyOf("~~~~~~~~~~", "A"))).toBe("none");
    expect(found(keyOf("aaaaaaaaaa", "A"), changetype<usize>(MESH))).toBe("none");
  });

  it("is none in another form", () => {
    const key = keyOf("aaaaaaaaaa", "A");
    const others = [
      "",
      "cw_",
      key.substring(0, 56),
      key + "A",
      "CW" + key.substring(2),
      key.replace("_A", "-A"),
    ];
    for (let i = 0; i < others.length; i++) expect(found(others[i])).toBe("none", others[i]);
    const bytes = literal(key);
    store<u8>(addressOf(bytes) + lengthOf(bytes) - 1, 0x42);
    expect(findApiKey(users, bytes)).toBe(0);
  });
});
