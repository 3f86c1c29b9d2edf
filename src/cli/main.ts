import { Command } from "commander";
import { addCheck } from "./check.js";
import { addCompile } from "./compile.js";
import { EXIT_USAGE, EXIT_WRONG } from "./report.js";

const EXIT_CODES = `
Exit codes: 0 done, 1 policies or requests are wrong, 2 the command line is wrong or a file can't be read.`;

const program = new Command("cellwall")
  .description("One security filter for the API gateway and the service mesh.")
  .addHelpText("after", EXIT_CODES)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : EXIT_USAGE));

addCheck(program);
addCompile(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof Error)) throw error;
  const code = "code" in error ? String(error.code) : "";
  process.stderr.write(`cellwall: ${error.message}\n`);
  process.exitCode = /^[A-Z]/.test(code) ? EXIT_USAGE : EXIT_WRONG;
}
