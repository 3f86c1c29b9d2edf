import { buildImage } from "../../src/compile/image.js";
import { openCell } from "../cell/open-cell.js";
import { runCases } from "./suite.js";

runCases("the module in the Node host", (set, target) => {
  return openCell(buildImage(set, target, { writtenUsers: true }));
});
