/** IP addresses and blocks of them, as policy writes them. */
import { inRange, parseAddress, parseRange } from "../address.js";
import { bool, EvaluationError } from "../value.js";
import { type Overload, overload } from "./overload.js";

export const ADDRESS = {
  ip: [
    overload(["string"], (text) => {
      const value = parseAddress(text);
      if (value === undefined) throw new EvaluationError("no IP address");
      return { type: "ip", value };
    }),
  ],
  cidr: [
    overload(["string"], (text) => {
      const value = parseRange(text);
      if ("error" in value) throw new EvaluationError(value.error);
      return { type: "cidr", value };
    }),
  ],
  containsIp: [overload(["cidr", "ip"], (range, address) => bool(inRange(address, range)))],
} satisfies Record<string, Overload[]>;
