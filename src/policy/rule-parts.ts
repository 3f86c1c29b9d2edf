/** What rules and limits have in common. */
import { z } from "zod";

/** At least one text. */
export const texts = z.array(z.string()).min(1);

/** A pattern of paths. */
export const path = z.union([
  z.string().describe("A path template: `/a/{b}/*` or `/a/**`."),
  z
    .strictObject({ prefix: z.string().optional(), suffix: z.string().optional() })
    .refine((one) => Object.keys(one).length === 1, { error: "needs exactly one of `prefix` and `suffix`" })
    .meta({
      minProperties: 1,
      maxProperties: 1,
      description: "Bytes that the normalized path begins or ends with.",
    }),
]);

/** Whether it is enforced. */
export const mode = z
  .enum(["enforce", "shadow"])
  .describe("`shadow`: evaluated and recorded, not enforced. `enforce` when absent.");
