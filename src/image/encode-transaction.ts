/** What the image says of transaction tokens → its record (transaction.ts). */
import type { ByteWriter } from "./bytes.js";
import type { PlannedTransaction } from "./plan.js";
import type { RecordWriter, References } from "./records.js";

/** `firstText`: where its texts begin among the image's. */
export function writeTransaction(
  transaction: PlannedTransaction,
  firstText: number,
  out: ByteWriter,
  records: RecordWriter,
  { strings, operands }: References,
): void {
  const { signing } = transaction;
  const operand = (bytes: Uint8Array | undefined) => {
    if (bytes === undefined) out.u32(0);
    else records.moved(operands.bytesOffset(bytes));
    out.u32(bytes?.length ?? 0);
  };
  out.u32(strings.offsetOf(transaction.trustDomain));
  out.u16(transaction.algorithm);
  out.u16(transaction.flags);
  out.u32(transaction.lifetimeSeconds);
  operand(transaction.keySet);
  operand(signing?.key);
  out.u32(signing === undefined ? 0 : strings.offsetOf(signing.header));
  out.u32(signing === undefined ? 0 : strings.offsetOf(signing.claims));
  out.u32(firstText);
  out.u32(transaction.texts.length);
}
