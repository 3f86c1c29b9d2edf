import { buildImage } from "../../src/compile/image.js";
import { createDecider } from "../../src/host/decide.js";
import { CELL } from "../cell/open-cell.js";
import { type Implementation, runCases } from "./suite.js";

const IMPLEMENTATION: Implementation = (set, target) => {
  const decider = createDecider(CELL, buildImage(set, target, { writtenUsers: true }));
  return (request) => {
    const { decided, end } = decider.start(request);
    return { decided, end: (answer) => end(answer, answer.timeNs) };
  };
};

runCases("the module in the Node host", IMPLEMENTATION);
