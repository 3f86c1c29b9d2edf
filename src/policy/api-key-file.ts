import type { Diagnostics } from "../diagnostics/diagnostic.js";
import { type ApiKeySpec, apiKeyFile } from "./identity-schema.js";
import { reportIssues } from "./issues.js";
import { parse } from "./parse.js";
import { type Placed, placedAt } from "./placed.js";
import { Source, type SourceFile } from "./source.js";

/** The API keys of a file of their own, which is a list; undefined when it is wrong (which has been reported). */
export function readApiKeys(
  file: SourceFile,
  diagnostics: Diagnostics,
): (Placed & { readonly keys: readonly ApiKeySpec[] }) | undefined {
  const [document] = parse(new Source(file), diagnostics);
  if (document === undefined) return undefined;
  const { value, locate } = document;
  const result = apiKeyFile.safeParse(value);
  if (result.success) return { keys: result.data, ...placedAt(locate) };
  reportIssues(result.error.issues, value, locate, apiKeyFile, diagnostics);
  return undefined;
}
