/** Prints assembly/image/layout.ts. */
import { layoutInAssemblyScript } from "./assembly.js";

process.stdout.write(layoutInAssemblyScript());
