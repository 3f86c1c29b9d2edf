/** How a user is known behind the gateway: the part of a Mesh about transaction tokens. */
import { z } from "zod";

const keys = z
  .strictObject({
    file: z.string().min(1).optional().describe("A JSON file, relative to this one."),
    inline: z
      .union([z.string(), z.record(z.string(), z.unknown())])
      .optional()
      .describe("The key set itself: a mapping, or its JSON text."),
  })
  .refine(({ file, inline }) => (file === undefined) !== (inline === undefined), {
    error: "needs exactly one of `file` and `inline`",
  });

export const transactionTokens = z
  .strictObject({
    algorithm: z
      .enum(["HS256", "RS256"])
      .describe("`HS256`: who verifies could sign as well. `RS256`: gateways alone sign."),
    keys: keys.describe("A JSON Web Key Set with secrets; its first key signs, all verify."),
    lifetime: z.string().optional().describe("How long a token is good: `60s` when absent."),
  })
  .meta({ id: "transactionTokens" });
