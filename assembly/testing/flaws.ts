/** What the validator finds in images that are wrong on purpose. */
import { Flaw } from "../image/flaw";
import { sectionCount, sectionOffset } from "../image/image";
import { HEADER } from "../image/layout";
import { validate } from "../image/validate";
import { withField } from "./forge";

/** What is found in an image when the field at this address has another value, and the checksum is right. */
export function changed<T>(image: usize, field: usize, value: T): Flaw {
  const forged = withField<T>(image, field, value);
  const flaw = validate(forged, load<u32>(image, HEADER.SIZE));
  heap.free(forged);
  return flaw;
}

/** That a field which refers to a string is checked. `optional`: 0 stands for none. */
export function expectString(image: usize, field: usize, flaw: Flaw, optional: bool = false): void {
  const start = sectionOffset(image, HEADER.STRINGS);
  const end = start + sectionCount(image, HEADER.STRINGS);
  const wrong: StaticArray<u32> = [0, start - 2, start + 1, end, 0xfffffffe];
  for (let i = 0; i < wrong.length; i++) {
    const expected = optional && wrong[i] == 0 ? Flaw.Sound : flaw;
    expect(changed<u32>(image, field, wrong[i])).toBe(expected, `${wrong[i]} at ${field - image}`);
  }
}
