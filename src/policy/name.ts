import { z } from "zod";

/** Kubernetes object names (RFC 1123 subdomain); safe in records without escaping. */
export const name = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/)
  .meta({
    id: "name",
    description: "Lower-case letters, digits, `-` and `.`; begins and ends with a letter or digit.",
  });
