import { Command } from "commander";
import { addCheck } from "./check.js";
import { addCheckModule } from "./check-module.js";
import { addCompile } from "./compile.js";
import { addDecide } from "./decide.js";
import { addEmit } from "./emit.js";
import { addEnvoy } from "./envoy.js";
import { EXIT_CODES, EXIT_OK, EXIT_USAGE, EXIT_WRONG, UsageError } from "./exit.js";
import { addKey } from "./key.js";
import { packageVersion } from "./package-root.js";
import { addTest } from "./test.js";

const EXIT_BROKEN_PIPE = EXIT_OK;

const program = new Command("cellwall")
  .description("One security filter for the API gateway and the service mesh.")
  .version(packageVersion())
  .addHelpText("afterAll", EXIT_CODES)
  .showHelpAfterError("(--help tells more)")
  .exitOverride((error) => process.exit(error.exitCode === 0 ? EXIT_OK : EXIT_USAGE));

for (const add of [addCheck, addCompile, addDecide, addEmit, addEnvoy, addTest, addKey, addCheckModule])
  add(program);

// Whoever reads our output may stop early, as `head` does.
process.stdout.on("error", () => process.exit(EXIT_BROKEN_PIPE));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  process.stderr.write(`cellwall: ${error.message}\n`);
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_WRONG;
}
