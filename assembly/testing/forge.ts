/** Images that are wrong on purpose. */
import { hash32 } from "../bytes/hash";
import { Flaw } from "../image/flaw";
import { sectionCount, sectionOffset } from "../image/image";
import { HEADER } from "../image/layout";
import { validate } from "../image/validate";

/** A copy of an image, to be changed. */
export function copyOf(image: usize): usize {
  const size = load<u32>(image, HEADER.SIZE);
  const copy = heap.alloc(size);
  memory.copy(copy, image, size);
  return copy;
}

/** A copy with another value in the field at an address within `image`, and the checksum that goes with it. */
export function withField<T>(image: usize, field: usize, value: T): usize {
  const copy = copyOf(image);
  store<T>(copy + (field - image), value);
  const covered = HEADER.CHECKSUM + 4;
  const checksum = hash32(copy + covered, load<u32>(image, HEADER.SIZE) - covered, 0);
  store<u32>(copy, checksum, HEADER.CHECKSUM);
  return copy;
}

/** What is found in an image when the field at an address within it has another value, and the checksum is right. */
export function flawWith<T>(image: usize, field: usize, value: T): Flaw {
  const forged = withField<T>(image, field, value);
  const flaw = validate(forged, load<u32>(image, HEADER.SIZE));
  heap.free(forged);
  return flaw;
}

/** Expects that a field which refers to a string is checked: 0 stands for none where it may. */
export function expectString(image: usize, field: usize, flaw: Flaw, optional: bool = false): void {
  const bad = notStrings(image);
  for (let i = 0; i < bad.length; i++) {
    const expected = optional && bad[i] == 0 ? Flaw.Sound : flaw;
    expect(flawWith<u32>(image, field, bad[i])).toBe(expected, `${bad[i]} at ${field - image}`);
  }
}

/** Expects that a field which refers to `size` bytes of the operands is checked: they lie there, aligned. */
export function expectOperand(image: usize, field: usize, size: u32, flaw: Flaw): void {
  const start = sectionOffset(image, HEADER.OPERANDS);
  const end = start + sectionCount(image, HEADER.OPERANDS);
  const bad: StaticArray<u32> = [0, start - 4, start + 2, end - size + 4, end + 4, 0xfffffffc];
  for (let i = 0; i < bad.length; i++) {
    expect(flawWith<u32>(image, field, bad[i])).toBe(flaw, `${bad[i]} at ${field - image}`);
  }
}

/** Address of the first record of a section. */
export function firstOf(image: usize, section: u32): usize {
  return image + sectionOffset(image, section);
}

/** Address of the last record of a section. */
export function lastOf(image: usize, section: u32, size: u32): usize {
  return firstOf(image, section) + (sectionCount(image, section) - 1) * size;
}

/** References that are no string of an image: none at all, before the strings, odd, behind them. */
function notStrings(image: usize): StaticArray<u32> {
  const start = sectionOffset(image, HEADER.STRINGS);
  const end = start + sectionCount(image, HEADER.STRINGS);
  return [0, start - 2, start + 1, end, 0xfffffffe];
}

/** Says where a section lies in an image that is put together by hand, and how many records it has. */
export function placeSection(image: usize, section: u32, offset: u32, count: u32): void {
  store<u32>(image + section, offset);
  store<u32>(image + section, count, 4);
}
