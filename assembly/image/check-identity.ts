/** Whether what an image says of users is sound (diagram: src/image/identity.ts). The cell itself opens the key sets. */
import { Bounds, isSection } from "./bounds";
import { isSoundTransaction, isTransactionSection } from "./check-transaction";
import { sectionCount, sectionOffset } from "./image";
import {
  API_KEY,
  CLAIM_HEADER,
  HEADER,
  IDENTITY_MAX,
  ISSUER,
  PLACE,
  PLACE_KIND,
  PLACE_USE,
  RING,
  TEXT,
} from "./layout";

/** Ten minutes. */
const MAX_LEEWAY: f64 = 600;

/** Whether the sections lie within the image, and have no more records than they may. */
export function areIdentitySections(image: usize): bool {
  return (
    isSection(image, HEADER.ISSUERS, ISSUER.SIZE, 8, IDENTITY_MAX.ISSUERS) &&
    isSection(image, HEADER.API_KEYS, API_KEY.SIZE, 8, IDENTITY_MAX.API_KEYS) &&
    isSection(image, HEADER.PLACES, PLACE.SIZE, 4, IDENTITY_MAX.PLACES) &&
    isSection(image, HEADER.TEXTS, TEXT.SIZE, 4, IDENTITY_MAX.TEXTS) &&
    isSection(image, HEADER.CLAIM_HEADERS, CLAIM_HEADER.SIZE, 4, IDENTITY_MAX.CLAIM_HEADERS) &&
    isSection(image, HEADER.RINGS, RING.SIZE, 4, IDENTITY_MAX.RINGS) &&
    isTransactionSection(image)
  );
}

/** What is in them. */
export function isSoundIdentity(bounds: Bounds): bool {
  const image = bounds.image;
  return (
    bounds.isString(load<u32>(image, HEADER.MESH)) &&
    load<u32>(image, HEADER.TOKEN_CACHE) <= IDENTITY_MAX.TOKEN_CACHE &&
    areAll(bounds, HEADER.TEXTS, TEXT.SIZE, (record, all) => all.isString(load<u32>(record))) &&
    areAll(bounds, HEADER.PLACES, PLACE.SIZE, isPlace) &&
    areAll(bounds, HEADER.ISSUERS, ISSUER.SIZE, isIssuer) &&
    areAll(bounds, HEADER.CLAIM_HEADERS, CLAIM_HEADER.SIZE, isClaimHeader) &&
    areAll(bounds, HEADER.RINGS, RING.SIZE, (record, all) => all.isString(load<u32>(record, RING.NAME))) &&
    areAll(bounds, HEADER.API_KEYS, API_KEY.SIZE, isApiKey) &&
    isSoundTransaction(bounds)
  );
}

function areAll(
  bounds: Bounds,
  section: u32,
  size: u32,
  isSound: (record: usize, bounds: Bounds) => bool,
): bool {
  let record = bounds.image + sectionOffset(bounds.image, section);
  const end = record + sectionCount(bounds.image, section) * size;
  for (; record < end; record += size) if (!isSound(record, bounds)) return false;
  return true;
}

function isPlace(place: usize, bounds: Bounds): bool {
  const kind = u32(load<u8>(place, PLACE.KIND));
  const use = u32(load<u8>(place, PLACE.USE));
  const names = kind == PLACE_KIND.QUERY ? bounds.queryNames : bounds.headerNames;
  return (
    kind - PLACE_KIND.HEADER <= PLACE_KIND.QUERY - PLACE_KIND.HEADER &&
    use - PLACE_USE.TOKEN <= PLACE_USE.API_KEY - PLACE_USE.TOKEN &&
    u32(load<u16>(place, PLACE.KEY)) < names &&
    bounds.isString(load<u32>(place, PLACE.NAME)) &&
    bounds.isStringOrNone(load<u32>(place, PLACE.SCHEME))
  );
}

function isIssuer(issuer: usize, bounds: Bounds): bool {
  const leeway = load<f64>(issuer, ISSUER.LEEWAY);
  const keys = load<u32>(issuer, ISSUER.KEYS);
  const size = load<u32>(issuer, ISSUER.KEYS_SIZE);
  return (
    bounds.isString(load<u32>(issuer, ISSUER.NAME)) &&
    bounds.isString(load<u32>(issuer, ISSUER.ISSUER)) &&
    areTexts(load<u32>(issuer, ISSUER.AUDIENCE), load<u32>(issuer, ISSUER.AUDIENCES), bounds) &&
    leeway >= 0 &&
    leeway <= MAX_LEEWAY &&
    (keys == 0 ? size == 0 : bounds.isOperand(keys, size))
  );
}

function isClaimHeader(header: usize, bounds: Bounds): bool {
  return (
    u32(load<u16>(header, CLAIM_HEADER.HEADER)) < bounds.headerNames &&
    u32(load<u16>(header, CLAIM_HEADER.ISSUER)) < sectionCount(bounds.image, HEADER.ISSUERS) &&
    bounds.isString(load<u32>(header, CLAIM_HEADER.NAME)) &&
    areTexts(load<u32>(header, CLAIM_HEADER.CLAIM), load<u32>(header, CLAIM_HEADER.CLAIMS), bounds)
  );
}

function isApiKey(key: usize, bounds: Bounds): bool {
  return (
    u32(load<u16>(key, API_KEY.RING)) < sectionCount(bounds.image, HEADER.RINGS) &&
    bounds.isString(load<u32>(key, API_KEY.SUBJECT)) &&
    bounds.isOperand(load<u32>(key, API_KEY.CLAIMS), load<u32>(key, API_KEY.CLAIMS_SIZE))
  );
}

function areTexts(first: u32, count: u32, bounds: Bounds): bool {
  const texts = sectionCount(bounds.image, HEADER.TEXTS);
  return first <= texts && count <= texts - first;
}
