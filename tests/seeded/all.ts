import { compareDecisions, REQUESTS_PER_SET } from "../differential/decisions.js";
import {
  compareBentTokens,
  compareTransactions,
  TOKENS_PER_SET,
  USERS_PER_SET,
} from "../differential/transaction-tokens.js";
import { compareUsers, USER_REQUESTS_PER_SET } from "../differential/users.js";
import { CONDITIONS_PER_SEED, fuzzConditions } from "../fuzz/conditions.js";
import { CALLS_PER_SEED, fuzzHost } from "../fuzz/host.js";
import { FORGERIES_PER_SEED, fuzzImages } from "../fuzz/images.js";
import { fuzzRequests, REQUESTS_PER_SEED } from "../fuzz/requests.js";
import { REQUESTS_PER_MODEL, runModel } from "../limits/model.js";
import type { Work } from "./work.js";

/** All that is checked by seeds. */
export const ALL_WORK: readonly Work[] = [
  {
    name: "decisions",
    checks: "requests decided by the module as by the reference",
    perSeed: REQUESTS_PER_SET,
    nightly: 10_000,
    run: compareDecisions,
  },
  {
    name: "users",
    checks: "requests with credentials, decided by the module as by the reference",
    perSeed: USER_REQUESTS_PER_SET,
    nightly: 4_000,
    run: compareUsers,
  },
  {
    name: "transactions",
    checks: "users behind a gateway, and transaction tokens that are bent, judged as the reference says",
    perSeed: USERS_PER_SET + TOKENS_PER_SET,
    nightly: 300,
    run: (seed) => [...compareTransactions(seed), ...compareBentTokens(seed)],
  },
  {
    name: "requests",
    checks: "requests of random bytes that the module answers",
    perSeed: REQUESTS_PER_SEED,
    nightly: 2_000,
    run: fuzzRequests,
  },
  {
    name: "images",
    checks: "forged images that the module refuses or serves",
    perSeed: FORGERIES_PER_SEED,
    nightly: 2_000,
    run: fuzzImages,
  },
  {
    name: "conditions",
    checks: "conditions, deep or broken, that are refused or evaluated",
    perSeed: CONDITIONS_PER_SEED,
    nightly: 1_000,
    run: fuzzConditions,
  },
  {
    name: "limits",
    checks: "requests to several workers, of which no more are admitted than the limits allow",
    perSeed: REQUESTS_PER_MODEL,
    nightly: 1_000,
    run: runModel,
  },
  {
    name: "host",
    checks: "host calls with any arguments",
    perSeed: CALLS_PER_SEED,
    nightly: 2_000,
    run: fuzzHost,
  },
];

/** @throws {RangeError} there is no such work */
export function workNamed(name: string): Work {
  const work = ALL_WORK.find((one) => one.name === name);
  const names = ALL_WORK.map((one) => one.name).join(", ");
  if (work === undefined) throw new RangeError(`no work \`${name}\`; there are ${names}`);
  return work;
}
