import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { certificateOf } from "./certificate.js";

const der = (pem: string) =>
  Buffer.from(pem.replaceAll(/-----[A-Z ]+-----|\n/g, ""), "base64").toString("hex");

test("a certificate holds its URIs as X.690 and RFC 5280 say, and nothing else", () => {
  const { pem, digest } = certificateOf(["spiffe://a/b"]);
  expect(der(pem)).toBe(
    "301f" + // Certificate
      "301d" + // TBSCertificate
      "a31b" + // extensions
      "3019" +
      "3017" + // Extension
      "0603551d11" + // id-ce-subjectAltName
      "0410" +
      "300e" + // GeneralNames
      `860c${Buffer.from("spiffe://a/b").toString("hex")}`,
  );
  expect(digest).toBe(
    createHash("sha256")
      .update(Buffer.from(der(pem), "hex"))
      .digest("hex"),
  );
});

test.each([
  [127, "867f"],
  [128, "868180"],
  [255, "8681ff"],
  [256, "86820100"],
])("a length of %d takes as few bytes as it can", (length, head) => {
  expect(der(certificateOf(["a".repeat(length)]).pem)).toContain(`${head}6161`);
});
