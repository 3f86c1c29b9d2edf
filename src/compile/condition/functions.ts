import { FIELD, FUNCTION } from "../../image/layout.js";
import type { FunctionName } from "../../ir/expression.js";

/** A function's numbers, by how many arguments it has. */
type Numbers = Readonly<Record<number, number>>;

const NUMBERS: Readonly<Record<FunctionName, Numbers>> = {
  negate: { 1: FUNCTION.NEGATE },
  not: { 1: FUNCTION.NOT },
  size: { 1: FUNCTION.SIZE },
  lowerAscii: { 1: FUNCTION.LOWER_ASCII },
  upperAscii: { 1: FUNCTION.UPPER_ASCII },
  trim: { 1: FUNCTION.TRIM },
  ip: { 1: FUNCTION.IP },
  cidr: { 1: FUNCTION.CIDR },
  timestamp: { 1: FUNCTION.TIMESTAMP },
  duration: { 1: FUNCTION.DURATION },
  bool: { 1: FUNCTION.BOOL },
  int: { 1: FUNCTION.INT },
  uint: { 1: FUNCTION.UINT },
  double: { 1: FUNCTION.DOUBLE },
  string: { 1: FUNCTION.STRING },
  bytes: { 1: FUNCTION.BYTES },
  type: { 1: FUNCTION.TYPE },
  reverse: { 1: FUNCTION.REVERSE },
  isIP: { 1: FUNCTION.IS_IP },
  isCIDR: { 1: FUNCTION.IS_CIDR },
  "ip.isCanonical": { 1: FUNCTION.IS_CANONICAL },
  family: { 1: FUNCTION.FAMILY },
  isUnspecified: { 1: FUNCTION.IS_UNSPECIFIED },
  isLoopback: { 1: FUNCTION.IS_LOOPBACK },
  isLinkLocalMulticast: { 1: FUNCTION.IS_LINK_LOCAL_MULTICAST },
  isLinkLocalUnicast: { 1: FUNCTION.IS_LINK_LOCAL_UNICAST },
  isGlobalUnicast: { 1: FUNCTION.IS_GLOBAL_UNICAST },
  prefixLength: { 1: FUNCTION.PREFIX_LENGTH },
  masked: { 1: FUNCTION.MASKED },
  equals: { 2: FUNCTION.EQUALS },
  less: { 2: FUNCTION.LESS },
  lessOrEqual: { 2: FUNCTION.LESS_OR_EQUAL },
  add: { 2: FUNCTION.ADD },
  subtract: { 2: FUNCTION.SUBTRACT },
  multiply: { 2: FUNCTION.MULTIPLY },
  divide: { 2: FUNCTION.DIVIDE },
  modulo: { 2: FUNCTION.MODULO },
  in: { 2: FUNCTION.IN },
  index: { 2: FUNCTION.INDEX },
  has: { 2: FUNCTION.HAS },
  startsWith: { 2: FUNCTION.STARTS_WITH },
  endsWith: { 2: FUNCTION.ENDS_WITH },
  contains: { 2: FUNCTION.CONTAINS },
  charAt: { 2: FUNCTION.CHAR_AT },
  containsIP: { 2: FUNCTION.CONTAINS_IP },
  containsCIDR: { 2: FUNCTION.CONTAINS_CIDR },
  join: { 1: FUNCTION.JOIN, 2: FUNCTION.JOIN_WITH },
  split: { 2: FUNCTION.SPLIT, 3: FUNCTION.SPLIT_AT_MOST },
  indexOf: { 2: FUNCTION.INDEX_OF, 3: FUNCTION.INDEX_OF_FROM },
  lastIndexOf: { 2: FUNCTION.LAST_INDEX_OF, 3: FUNCTION.LAST_INDEX_OF_FROM },
  substring: { 2: FUNCTION.SUBSTRING, 3: FUNCTION.SUBSTRING_TO },
  replace: { 3: FUNCTION.REPLACE, 4: FUNCTION.REPLACE_AT_MOST },
  getFullYear: fieldOf(FIELD.FULL_YEAR),
  getMonth: fieldOf(FIELD.MONTH),
  getDate: fieldOf(FIELD.DATE),
  getDayOfMonth: fieldOf(FIELD.DAY_OF_MONTH),
  getDayOfWeek: fieldOf(FIELD.DAY_OF_WEEK),
  getDayOfYear: fieldOf(FIELD.DAY_OF_YEAR),
  getHours: fieldOf(FIELD.HOURS),
  getMinutes: fieldOf(FIELD.MINUTES),
  getSeconds: fieldOf(FIELD.SECONDS),
  getMilliseconds: fieldOf(FIELD.MILLISECONDS),
};

function fieldOf(field: number): Numbers {
  return { 1: FUNCTION.FIELD + field, 2: FUNCTION.FIELD_AT + field };
}

/** The number of a function with so many arguments. */
export function functionNumber(name: FunctionName, args: number): number {
  const number = NUMBERS[name][args];
  if (number === undefined) throw new Error(`\`${name}\` does not take ${args} arguments`);
  return number;
}
