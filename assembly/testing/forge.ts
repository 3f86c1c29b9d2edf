/** Images that are wrong on purpose. */
import { hash32 } from "../bytes/hash";
import { sectionCount, sectionOffset } from "../image/image";
import { HEADER } from "../image/layout";

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

/** Address of the first record of a section. */
export function firstOf(image: usize, section: u32): usize {
  return image + sectionOffset(image, section);
}

/** Address of the last record of a section. */
export function lastOf(image: usize, section: u32, size: u32): usize {
  return firstOf(image, section) + (sectionCount(image, section) - 1) * size;
}
