/** Prints the JSON Schema of one policy document, docs/policy.schema.json: editors complete and check by it. */
import { z } from "zod";
import { documentSchema } from "./schema.js";

const schema = { title: "A cellwall policy document", ...z.toJSONSchema(documentSchema) };
process.stdout.write(`${JSON.stringify(schema, undefined, 2)}\n`);
