/** `value / unit` rounded down; `/` rounds towards zero. `unit`: above 0. */
export function floorDivide(value: bigint, unit: bigint): bigint {
  return (value - floorModulo(value, unit)) / unit;
}

/** What is left of it: from 0 to below `unit`. */
export function floorModulo(value: bigint, unit: bigint): bigint {
  return ((value % unit) + unit) % unit;
}
