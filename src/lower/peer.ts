import type { PeerTest } from "../ir/model.js";
import { parseSpiffeId } from "../ir/spiffe.js";
import type { PeerSpec } from "../policy/schema.js";
import type { Scope } from "./scope.js";
import { isSpiffeId, isTrustDomain } from "./values.js";

/** Ends a SPIFFE ID that stands for all IDs under it. */
const ALL_UNDER = "/**";

/** Which peers an entry of `peers` means. */
export function lowerPeer(peer: PeerSpec, scope: Scope): PeerTest[] {
  if (typeof peer === "string") {
    return lowerId(peer, scope).map((one) => ({ kind: "peer", ...one, place: scope.place }));
  }
  const { id, trustDomain, namespace, serviceAccount } = peer;
  const ids = id === undefined ? [{}] : lowerId(id, scope.under("id"));
  const parts = {
    ...(trustDomain !== undefined &&
      isTrustDomain(trustDomain, scope.under("trustDomain")) && { trustDomain }),
    ...(namespace !== undefined && isSegment(namespace, scope.under("namespace")) && { namespace }),
    ...(serviceAccount !== undefined &&
      isSegment(serviceAccount, scope.under("serviceAccount")) && { serviceAccount }),
  };
  return ids.map((one) => ({ kind: "peer", ...one, ...parts, place: scope.place }));
}

function lowerId(text: string, scope: Scope): (Pick<PeerTest, "id"> | Pick<PeerTest, "idPrefix">)[] {
  if (!text.endsWith(ALL_UNDER)) return isSpiffeId(text, scope) ? [{ id: text }] : [];
  const parent = text.slice(0, -ALL_UNDER.length);
  return isSpiffeId(parent, scope) ? [{ idPrefix: `${parent}/` }] : [];
}

/** Whether a text can be one segment of a SPIFFE ID's path. */
function isSegment(text: string, scope: Scope): boolean {
  if (!text.includes("/") && !("error" in parseSpiffeId(`spiffe://trust-domain/${text}`))) return true;
  scope.error(
    "invalid-peer",
    `\`${text}\` is no segment of a SPIFFE ID`,
    "letters, digits, dots, dashes and underscores; no pattern",
  );
  return false;
}
