/** JWK sets (RFC 7517) → key sets, the form in which the module has keys. */
export { type Algorithm, algorithmBits } from "./algorithms.js";
export { type ReadKeys, readJwks } from "./jwks.js";
export { KEY_PROBLEMS, type KeyProblem, type KeyProblemCode } from "./problem.js";
