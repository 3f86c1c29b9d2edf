/** Whether what an image says of transaction tokens is sound (diagram: src/image/transaction.ts). The cell itself opens the key set. */
import { Bounds, isSection } from "./bounds";
import { sectionCount, sectionOffset } from "./image";
import { ALGORITHM, HEADER, TRANSACTION, TRANSACTION_MAX } from "./layout";

export function isTransactionSection(image: usize): bool {
  return isSection(image, HEADER.TRANSACTION_TOKENS, TRANSACTION.SIZE, 4, 1);
}

/** There is none, or one that signs or verifies. */
export function isSoundTransaction(bounds: Bounds): bool {
  const image = bounds.image;
  if (sectionCount(image, HEADER.TRANSACTION_TOKENS) == 0) return true;
  const record = image + sectionOffset(image, HEADER.TRANSACTION_TOKENS);
  const algorithm = u32(load<u16>(record, TRANSACTION.ALGORITHM));
  const lifetime = load<u32>(record, TRANSACTION.LIFETIME);
  return (
    (algorithm == ALGORITHM.HS256 || algorithm == ALGORITHM.RS256) &&
    lifetime - 1 < TRANSACTION_MAX.LIFETIME &&
    bounds.isString(load<u32>(record, TRANSACTION.TRUST_DOMAIN)) &&
    areTexts(load<u32>(record, TRANSACTION.TEXT), load<u32>(record, TRANSACTION.TEXTS), image) &&
    (load<u32>(record, TRANSACTION.SIGNING_KEY) == 0 ? verifies(record, bounds) : signs(record, bounds))
  );
}

function verifies(record: usize, bounds: Bounds): bool {
  return bounds.isOperand(load<u32>(record, TRANSACTION.KEYS), load<u32>(record, TRANSACTION.KEYS_SIZE));
}

function signs(record: usize, bounds: Bounds): bool {
  const size = load<u32>(record, TRANSACTION.SIGNING_KEY_SIZE);
  return (
    size > 0 &&
    bounds.isOperand(load<u32>(record, TRANSACTION.SIGNING_KEY), size) &&
    bounds.isString(load<u32>(record, TRANSACTION.HEADER)) &&
    bounds.isString(load<u32>(record, TRANSACTION.CLAIMS))
  );
}

function areTexts(first: u32, count: u32, image: usize): bool {
  const texts = sectionCount(image, HEADER.TEXTS);
  return first <= texts && count <= texts - first;
}
