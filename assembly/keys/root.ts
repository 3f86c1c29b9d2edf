import { Counter, Http, LogLevel, Root, Slice, addressOf, elapsed, lengthOf, log } from "../sdk/index";
import { readEndpoints } from "./endpoint";
import { Fetcher, Outcome } from "./fetcher";

/** How often wishes and times are looked at, milliseconds. */
const TICK_MS: u32 = 50;

/** Keeps the keys of all issuers fresh whose keys are fetched. It sees no requests. */
@final
export class KeysRoot extends Root {
  private fetchers: Array<Fetcher> = new Array<Fetcher>();
  private fetches: Counter = new Counter("cellwall.keys.fetches");
  private failures: Counter = new Counter("cellwall.keys.failures");

  configure(configuration: Slice): bool {
    const endpoints = readEndpoints(configuration);
    if (!endpoints) {
      log(LogLevel.Error, "[" + textOf(configuration) + "]");
      log(
        LogLevel.Error,
        "cellwall: write `issuers` as envoy/keys.yaml has them, in the configuration of keys.wasm",
      );
      return false;
    }
    for (let i = 0; i < endpoints.length; i++) this.fetchers.push(new Fetcher(endpoints[i]));
    this.tickEvery(TICK_MS);
    return true;
  }

  createHttp(): Http {
    return new Unseen();
  }

  tick(): void {
    const now = elapsed();
    for (let i = 0; i < this.fetchers.length; i++) {
      const fetcher = unchecked(this.fetchers[i]);
      if (!fetcher.tick(now)) this.report(fetcher, Outcome.Unreachable);
    }
  }

  httpCallResponse(token: u32, count: u32, size: u32): void {
    for (let i = 0; i < this.fetchers.length; i++) {
      const fetcher = unchecked(this.fetchers[i]);
      if (fetcher.waitsFor(token)) return this.report(fetcher, fetcher.take(count, size, elapsed()));
    }
  }

  private report(fetcher: Fetcher, outcome: Outcome): void {
    this.fetches.add();
    if (outcome == Outcome.Fetched) return;
    this.failures.add();
    log(LogLevel.Warn, "cellwall: the keys of issuer " + textOf(fetcher.endpoint.name) + reasonOf(outcome));
  }
}

/** No stream ever comes to a service. */
@final
class Unseen extends Http {}

function reasonOf(outcome: Outcome): string {
  if (outcome == Outcome.Unreachable) return " were not fetched: no answer; check its cluster";
  if (outcome == Outcome.BadStatus) return " were not fetched: the answer is not 200; check the path";
  if (outcome == Outcome.TooLarge) return " were not taken: the answer is over 256 KiB";
  return " were not taken: the answer has no usable key; those of before stay";
}

function textOf(bytes: Slice): string {
  return String.UTF8.decodeUnsafe(addressOf(bytes), lengthOf(bytes));
}
