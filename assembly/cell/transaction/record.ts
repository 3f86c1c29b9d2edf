/** The image's record of transaction tokens (diagram: src/image/transaction.ts). */
import { Slice, slice } from "../../bytes/slice";
import { sectionCount, sectionOffset, textAt } from "../../image/image";
import { HEADER, TRANSACTION } from "../../image/layout";

/** Its address; 0 when the mesh has no transaction tokens. */
export function transactionRecord(image: usize): usize {
  if (sectionCount(image, HEADER.TRANSACTION_TOKENS) == 0) return 0;
  return image + sectionOffset(image, HEADER.TRANSACTION_TOKENS);
}

/** Whether this tier signs; otherwise it verifies. */
export function signs(record: usize): bool {
  return load<u32>(record, TRANSACTION.SIGNING_KEY) != 0;
}

/** Bytes among the operands, by the place of their offset in the record; their length stands behind it. */
export function operandOf(image: usize, record: usize, field: u32): Slice {
  return slice(image + load<u32>(record + field), load<u32>(record + field, 4));
}

/** Names of claims, or of workloads. */
export function textsOf(image: usize, record: usize): StaticArray<Slice> {
  const texts = new StaticArray<Slice>(i32(load<u32>(record, TRANSACTION.TEXTS)));
  const first = load<u32>(record, TRANSACTION.TEXT);
  for (let i = 0; i < texts.length; i++) unchecked((texts[i] = textAt(image, first + i)));
  return texts;
}
