import { ABSENT, EMPTY, Slice, addressOf, literal, slice } from "../bytes/slice";
import { flip } from "../testing/flip";
import { fromHex } from "../testing/hex";
import { verifyEd25519 } from "./ed25519";

const KEY = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
const SIGNATURE =
  "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155" +
  "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";

const BASE = "5866666666666666666666666666666666666666666666666666666666666666";
const NEUTRAL = "0100000000000000000000000000000000000000000000000000000000000000";
const ZERO = "0000000000000000000000000000000000000000000000000000000000000000";
const ONE = NEUTRAL;

function verify(key: string, message: string, signature: string): bool {
  return verifyEd25519(fromHex(key), fromHex(message), fromHex(signature));
}

// More: tests/conformance/crypto.test.ts.
describe("verifyEd25519", () => {
  it("accepts the signatures of RFC 8032 §7.1", () => {
    expect(verify(KEY, "", SIGNATURE)).toBe(true);
    expect(
      verify(
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da" +
          "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
      ),
    ).toBe(true);
    expect(
      verify(
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac" +
          "18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
      ),
    ).toBe(true);
    expect(
      verify(
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a" +
          "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b589" +
          "09351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
      ),
    ).toBe(true);
  });

  it("accepts the token of RFC 8037 A.4", () => {
    const signed = literal("eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc");
    const signature =
      "860c98d2297f3060a33f42739672d61b53cf3adefed3d3c672f320dc021b411e" +
      "9d59b8628dc351e248b88b29468e0e41855b0fb7d83bb15be902bfccb8cd0a02";
    expect(verifyEd25519(fromHex(KEY), signed, fromHex(signature))).toBe(true);
  });

  it("refuses any other bit of the signature or the key", () => {
    const key = fromHex(KEY);
    const signature = fromHex(SIGNATURE);
    for (let bit = 0; bit < 512; bit += 5) {
      flip(signature, bit);
      expect(verifyEd25519(key, EMPTY, signature)).toBe(false, `bit ${bit} of the signature`);
      flip(signature, bit);
    }
    for (let bit = 0; bit < 256; bit += 5) {
      flip(key, bit);
      expect(verifyEd25519(key, EMPTY, signature)).toBe(false, `bit ${bit} of the key`);
      flip(key, bit);
    }
    expect(verifyEd25519(key, EMPTY, signature)).toBe(true);
  });

  it("refuses another message", () => {
    expect(verify(KEY, "00", SIGNATURE)).toBe(false);
  });

  it("refuses an S that is not below L", () => {
    const plusOrder =
      "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155" +
      "4c8c7872aa064e049dbb3013fbf29380d25bf5f0595bbe24655141438e7a101b";
    expect(verify(KEY, "", plusOrder)).toBe(false);
  });

  it("refuses a key of small order, with which R = B and S = 1 would sign everything", () => {
    expect(verify(NEUTRAL, "", BASE + ONE)).toBe(false);
    expect(verify(NEUTRAL, "", NEUTRAL + ZERO)).toBe(false);
  });

  it("refuses an R of small order, though the equation holds", () => {
    const signature = NEUTRAL + "756cf9b1d6f0d7a979b9d2af3dc2bc1294ec7cb6daa20eaff534c024fc57920f";
    expect(verify(KEY, "", signature)).toBe(false);
  });

  it("counts only without cofactor, where a key has a part of small order", () => {
    const key = "9158312a9a8d6e3b34c891d6d61444f8b8211c5117ebad15bdb0bd68b07e0245";
    const r = "ef4f62f8479733ad879cfaced3c89a9c39dd4fc795ef2efa1c3eafe4d729a081";
    // In the first h is a multiple of 8.
    expect(verify(key, "1000", r + "8abb37999c6d2afa32e096fdb1bb805f0c1c30b1b6c6749bfb4c1c9132a37106")).toBe(
      true,
    );
    expect(verify(key, "0000", r + "541eea112a625a1149372cc3cae0396777da0027c28348ec3d0382b37c550a03")).toBe(
      false,
    );
  });

  it("refuses other lengths, and what is not there", () => {
    const key = fromHex(KEY);
    const signature = fromHex(SIGNATURE + "00");
    expect(verifyEd25519(key, EMPTY, cut(signature, 64))).toBe(true);
    expect(verifyEd25519(key, EMPTY, cut(signature, 63))).toBe(false);
    expect(verifyEd25519(key, EMPTY, signature)).toBe(false);
    expect(verifyEd25519(cut(key, 31), EMPTY, cut(signature, 64))).toBe(false);
    expect(verifyEd25519(ABSENT, EMPTY, cut(signature, 64))).toBe(false);
    expect(verifyEd25519(key, ABSENT, cut(signature, 64))).toBe(false);
    expect(verifyEd25519(key, EMPTY, ABSENT)).toBe(false);
  });
});

function cut(bytes: Slice, length: i32): Slice {
  return slice(addressOf(bytes), length);
}
