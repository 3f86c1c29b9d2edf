/** What an Envoy configuration needs beside the policy set. */

/** A host name or IP address, and a port. */
export interface Endpoint {
  readonly address: string;
  readonly port: number;
}

export interface ProxySettings {
  /**
   * The proxy's folder, as Envoy sees it. It holds `ecds/cell.yaml` (`extensionConfig`), gets `access.jsonl` and, where
   * transaction tokens leave it, `outbound.jsonl`, and without `sds` holds `tls/certificate.pem`, `tls/key.pem` and `tls/bundle.pem` (the workload's SPIFFE
   * certificate, its key, and the trust bundle), and the bundle of each federated trust domain as `tls/NAME.pem`.
   */
  readonly folder: string;
  /** Unix socket of a secret discovery service that has certificates and bundles, such as SPIRE's agent. */
  readonly sds?: string;
  /** Where requests arrive: the gateway's edge, the sidecar's inbound listener. */
  readonly listen?: Endpoint;
  /** Port on 127.0.0.1 of the admin interface; 0: a free one. */
  readonly adminPort?: number;
  /** Port on 127.0.0.1 for the workload's own calls (sidecar only); 0: a free one. */
  readonly outboundPort?: number;
  /** Port on 127.0.0.1 where the workload itself listens (sidecar only). */
  readonly workloadPort?: number;
  /** Where the sidecars of other workloads listen, by SPIFFE ID; the others: `SERVICEACCOUNT.NAMESPACE`, port 8443. */
  readonly endpoints?: ReadonlyMap<string, Endpoint>;
  /** Where the rate limit service listens; default: the cluster's name, port 8081. */
  readonly rateLimitService?: Endpoint;
  /** keys.wasm; needed when an issuer of tokens has its keys at a URI. */
  readonly keysModule?: CellModule;
  /** outbound.wasm; needed at sidecars when the mesh has transaction tokens. */
  readonly outboundModule?: CellModule;
  /** What that does about a token that is not the one received: refuse (the default), or only say so in the record. */
  readonly outboundMode?: "enforce" | "shadow";
  /** Certificates of the authorities that those issuers' servers are trusted by, as Envoy sees them; default: Debian's. */
  readonly trustedCa?: string;
}

/** A Proxy-Wasm module: its bytes, and the path under which Envoy finds it. */
export interface CellModule {
  readonly path: string;
  readonly bytes: Uint8Array;
}
