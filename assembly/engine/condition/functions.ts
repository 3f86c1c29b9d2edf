/** The functions of conditions by their numbers. Each looks at its arguments' types; an error has the wrong one for all. */
import { EMPTY, lengthOf } from "../../bytes/slice";
import { countCodePoints } from "../../bytes/utf8";
import { endsWith, startsWith } from "../../bytes/view";
import { FUNCTION, TAG } from "../../image/layout";
import {
  containsCidr,
  containsIp,
  mask,
  scopeOf,
  setCidr,
  setIp,
  setIsCanonical,
  setIsSound,
  toIp,
} from "./addresses";
import { add, arithmetic, not, size, toDuration, toTimestamp, subtract } from "./operators";
import { has, index, isIn } from "./collections";
import { UNORDERED, compare, same } from "./compare";
import { toBool, toBytes, toDouble, toInt, toText, toUint } from "./conversions";
import { negate } from "./numbers";
import { join, replace, split } from "./pieces";
import { isExhausted, mayTouch } from "./scratch";
import { changeCase, charAt, contains, indexOf, reverse, substring, trim } from "./strings";
import { setField, setFieldIn } from "./times";
import { SIZE, detailOf, fail, intOf, isError, payloadOf, set, setBool, setInt, tagOf } from "./values";

/** The types of arguments, four bits each, the first lowest. */
const TEXT: u32 = TAG.STRING;
const TEXT_INT: u32 = TEXT | (TAG.INT << 4);
const TEXT_INT_INT: u32 = TEXT_INT | (TAG.INT << 8);
const TEXTS: u32 = TEXT | (TEXT << 4);
const TEXTS_INT: u32 = TEXTS | (TAG.INT << 8);
const THREE_TEXTS: u32 = TEXTS | (TEXT << 8);
const THREE_TEXTS_INT: u32 = THREE_TEXTS | (TAG.INT << 12);
const LIST: u32 = TAG.LIST;
const LIST_TEXT: u32 = LIST | (TEXT << 4);
const IP: u32 = TAG.IP;
const CIDR: u32 = TAG.CIDR;
const TIME_TEXT: u32 = TAG.TIMESTAMP | (TEXT << 4);

/** Puts the result of a function in place of its first argument. */
export function call(number: u32, a: usize): void {
  if (tagOf(a) == TAG.STRING && !mayTouch(lengthOf(payloadOf(a)))) return fail(a);
  if (number < FUNCTION.EQUALS) callUnary(number, a);
  else if (number < FUNCTION.STARTS_WITH) callOperator(number, a, a + SIZE);
  else callOfMany(number, a, a + SIZE);
}

function callUnary(number: u32, a: usize): void {
  switch (number) {
    case FUNCTION.NEGATE:
      return negate(a);
    case FUNCTION.NOT:
      return not(a);
    case FUNCTION.SIZE:
      return size(a);
    case FUNCTION.LOWER_ASCII:
      return are(a, TEXT) ? changeCase(a, 0x41) : fail(a);
    case FUNCTION.UPPER_ASCII:
      return are(a, TEXT) ? changeCase(a, 0x61) : fail(a);
    case FUNCTION.TRIM:
      return are(a, TEXT) ? trim(a) : fail(a);
    case FUNCTION.JOIN:
      return are(a, LIST) ? join(a, EMPTY) : fail(a);
    case FUNCTION.IP:
      return toIp(a);
    case FUNCTION.CIDR:
      return are(a, TEXT) ? setCidr(a, payloadOf(a)) : fail(a);
    case FUNCTION.TIMESTAMP:
      return toTimestamp(a);
    case FUNCTION.DURATION:
      return toDuration(a);
    case FUNCTION.BOOL:
      return toBool(a);
    case FUNCTION.INT:
      return toInt(a);
    case FUNCTION.UINT:
      return toUint(a);
    case FUNCTION.DOUBLE:
      return toDouble(a);
    case FUNCTION.STRING:
      return toText(a);
    case FUNCTION.BYTES:
      return toBytes(a);
    case FUNCTION.TYPE:
      return isError(a) ? fail(a) : set(a, TAG.TYPE, tagOf(a));
    case FUNCTION.REVERSE:
      return are(a, TEXT) ? reverse(a) : fail(a);
    case FUNCTION.IS_IP:
      if (!are(a, TEXT)) return fail(a);
      setIp(a, payloadOf(a));
      return setIsSound(a);
    case FUNCTION.IS_CIDR:
      if (!are(a, TEXT)) return fail(a);
      setCidr(a, payloadOf(a));
      return setIsSound(a);
    case FUNCTION.IS_CANONICAL:
      return are(a, TEXT) ? setIsCanonical(a) : fail(a);
    case FUNCTION.FAMILY:
      return are(a, IP) ? setInt(a, lengthOf(payloadOf(a)) == 4 ? 4 : 6) : fail(a);
    case FUNCTION.IS_UNSPECIFIED:
    case FUNCTION.IS_LOOPBACK:
    case FUNCTION.IS_LINK_LOCAL_MULTICAST:
    case FUNCTION.IS_LINK_LOCAL_UNICAST:
    case FUNCTION.IS_GLOBAL_UNICAST:
      return are(a, IP) ? setBool(a, scopeOf(payloadOf(a)) == number) : fail(a);
    case FUNCTION.PREFIX_LENGTH:
      return are(a, CIDR) ? setInt(a, detailOf(a)) : fail(a);
    case FUNCTION.MASKED:
      return are(a, CIDR) ? mask(a) : fail(a);
    case FUNCTION.PRESENT:
      return setBool(a, !isError(a));
    default:
      return setField(a, number - FUNCTION.FIELD);
  }
}

function callOperator(number: u32, a: usize, b: usize): void {
  switch (number) {
    case FUNCTION.EQUALS: {
      if (isError(a) || isError(b)) return fail(a);
      const equal = same(a, 0, b, 0);
      return isExhausted() ? fail(a) : setBool(a, equal);
    }
    case FUNCTION.LESS:
    case FUNCTION.LESS_OR_EQUAL: {
      const order = compare(a, b);
      return order == UNORDERED ? fail(a) : setBool(a, order < i32(number == FUNCTION.LESS_OR_EQUAL));
    }
    case FUNCTION.ADD:
      return add(a, b);
    case FUNCTION.SUBTRACT:
      return subtract(a, b);
    case FUNCTION.IN:
      return isIn(a, b);
    case FUNCTION.INDEX:
      return index(a, b);
    case FUNCTION.HAS:
      return has(a, b);
    default:
      return arithmetic(number, a, b);
  }
}

function callOfMany(number: u32, a: usize, b: usize): void {
  const c = b + SIZE;
  switch (number) {
    case FUNCTION.STARTS_WITH:
      return are(a, TEXTS) ? setBool(a, startsWith(payloadOf(a), payloadOf(b))) : fail(a);
    case FUNCTION.ENDS_WITH:
      return are(a, TEXTS) ? setBool(a, endsWith(payloadOf(a), payloadOf(b))) : fail(a);
    case FUNCTION.CONTAINS:
      return are(a, TEXTS) ? contains(a, b) : fail(a);
    case FUNCTION.SPLIT:
      return are(a, TEXTS) ? split(a, payloadOf(b), -1) : fail(a);
    case FUNCTION.SPLIT_AT_MOST:
      return are(a, TEXTS_INT) ? split(a, payloadOf(b), intOf(c)) : fail(a);
    case FUNCTION.JOIN_WITH:
      return are(a, LIST_TEXT) ? join(a, payloadOf(b)) : fail(a);
    case FUNCTION.INDEX_OF:
      return are(a, TEXTS) ? indexOf(a, payloadOf(b), 0, false) : fail(a);
    case FUNCTION.INDEX_OF_FROM:
      return are(a, TEXTS_INT) ? indexOf(a, payloadOf(b), intOf(c), false) : fail(a);
    case FUNCTION.LAST_INDEX_OF:
      return are(a, TEXTS) ? indexOf(a, payloadOf(b), countCodePoints(payloadOf(a)), true) : fail(a);
    case FUNCTION.LAST_INDEX_OF_FROM:
      return are(a, TEXTS_INT) ? indexOf(a, payloadOf(b), intOf(c), true) : fail(a);
    case FUNCTION.SUBSTRING:
      return are(a, TEXT_INT) ? substring(a, intOf(b), countCodePoints(payloadOf(a))) : fail(a);
    case FUNCTION.SUBSTRING_TO:
      return are(a, TEXT_INT_INT) ? substring(a, intOf(b), intOf(c)) : fail(a);
    case FUNCTION.CHAR_AT:
      return are(a, TEXT_INT) ? charAt(a, intOf(b)) : fail(a);
    case FUNCTION.CONTAINS_IP:
      return containsIp(a, b);
    case FUNCTION.CONTAINS_CIDR:
      return containsCidr(a, b);
    case FUNCTION.REPLACE:
      return are(a, THREE_TEXTS) ? replace(a, payloadOf(b), payloadOf(c), -1) : fail(a);
    case FUNCTION.REPLACE_AT_MOST:
      return are(a, THREE_TEXTS_INT) ? replace(a, payloadOf(b), payloadOf(c), intOf(c + SIZE)) : fail(a);
    default:
      return are(a, TIME_TEXT) ? setFieldIn(a, number - FUNCTION.FIELD_AT, payloadOf(b)) : fail(a);
  }
}

/** Whether the values from `first` on have these types. */
function are(first: usize, types: u32): bool {
  let value = first;
  for (let rest = types; rest != 0; rest >>= 4, value += SIZE) if (tagOf(value) != (rest & 15)) return false;
  return true;
}
