/** Names that follow from a SPIFFE ID. */

/** `SERVICEACCOUNT.NAMESPACE` of an ID of Kubernetes' shape, else the ID's path (which begins with a slash). */
export function clusterName(id: string): string {
  const parts = /^spiffe:\/\/[^/]+\/ns\/([^/]+)\/sa\/([^/]+)$/.exec(id);
  return parts === null ? id.replace(/^spiffe:\/\/[^/]+/, "") : `${parts[2]}.${parts[1]}`;
}

/** The host name under which its sidecar is looked for when nothing else is said. */
export function defaultAddress(id: string): string {
  return clusterName(id).split("/").at(-1) ?? id;
}
