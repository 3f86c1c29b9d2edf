import { interpret } from "../../src/ir/interpret.js";
import { Limiter } from "../../src/ir/limiter.js";
import { runCases } from "./suite.js";

runCases("the reference evaluator", (set, target) => {
  const limiter = new Limiter();
  return (request) => ({
    decided: interpret(set, target, request, limiter),
    end: (answer) => limiter.end(request, answer, answer.timeNs),
  });
});
