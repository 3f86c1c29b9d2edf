import { Slice } from "../bytes/slice";
import { equals } from "../bytes/view";
import { Bounds } from "./bounds";
import { sectionCount, sectionOffset, stringAt } from "./image";
import { HEADER, SIZE } from "./layout";

/** Whether peers of a trust domain may be believed: it is the mesh's, or federated. */
export function isTrusted(image: usize, trustDomain: Slice): bool {
  const first = image + sectionOffset(image, HEADER.TRUST_DOMAINS);
  const end = first + sectionCount(image, HEADER.TRUST_DOMAINS) * SIZE.NAME;
  for (let name = first; name < end; name += SIZE.NAME) {
    if (equals(stringAt(image, load<u32>(name)), trustDomain)) return true;
  }
  return false;
}

/** Whether each is a string. */
export function areSoundTrustDomains(bounds: Bounds): bool {
  const image = bounds.image;
  const first = image + sectionOffset(image, HEADER.TRUST_DOMAINS);
  const end = first + sectionCount(image, HEADER.TRUST_DOMAINS) * SIZE.NAME;
  for (let name = first; name < end; name += SIZE.NAME) if (!bounds.isString(load<u32>(name))) return false;
  return true;
}
