import { flip } from "../testing/flip";
import { equalSecrets } from "./secret";
import { ABSENT, EMPTY, FAILED, literal } from "./slice";

describe("equalSecrets", () => {
  it("sees every single bit", () => {
    const secret = literal("0123456789abcdef0");
    const other = literal("0123456789abcdef0");
    expect(equalSecrets(secret, other)).toBe(true);
    for (let bit = 0; bit < 17 * 8; bit++) {
      flip(other, bit);
      expect(equalSecrets(secret, other)).toBe(false, `bit ${bit}`);
      flip(other, bit);
    }
  });

  it("tells a secret from its beginning", () => {
    expect(equalSecrets(literal("secret"), literal("secre"))).toBe(false);
    expect(equalSecrets(literal("secret"), EMPTY)).toBe(false);
  });

  it("says that what is not there equals nothing", () => {
    expect(equalSecrets(ABSENT, ABSENT)).toBe(false);
    expect(equalSecrets(FAILED, FAILED)).toBe(false);
    expect(equalSecrets(ABSENT, EMPTY)).toBe(false);
    expect(equalSecrets(literal("secret"), ABSENT)).toBe(false);
  });
});
