/** Where a proxy has its certificates from, and whom it believes, in a `CommonTlsContext` of a template. */
import { Document, type YAMLMap } from "yaml";
import { mapAt } from "./template.js";

/** The workload that a proxy speaks for. */
export interface TlsIdentity {
  /** SPIFFE ID. */
  readonly id: string;
  readonly trustDomain: string;
  readonly federatedTrustDomains?: readonly string[];
}

/** The other end: one workload, or any of the mesh and the federated ones. */
export type TlsPeer = { readonly id: string } | "anyone";

/** SPIRE's name for the bundles of all trust domains (doc/spire_agent.md, Envoy SDS Support). */
const ALL_BUNDLES = "ALL";

const SDS_CLUSTER = "sds";

const SPIFFE_VALIDATOR =
  "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.SPIFFECertValidatorConfig";

/** Files of a proxy's folder; the templates have them already. */
export function fillFiles(context: YAMLMap, folder: string, identity: TlsIdentity, peer: TlsPeer): void {
  const common = mapAt(context, "common_tls_context");
  const certificate = mapAt(common, "tls_certificates", 0);
  mapAt(certificate, "certificate_chain").set("filename", `${folder}/tls/certificate.pem`);
  mapAt(certificate, "private_key").set("filename", `${folder}/tls/key.pem`);
  const validation = mapAt(common, "validation_context");
  setIn(validation, "match_typed_subject_alt_names", matchersOf(identity, peer));
  const bundles = bundlesFor(identity, peer);
  if (bundles.length === 0) {
    mapAt(validation, "trusted_ca").set("filename", `${folder}/tls/bundle.pem`);
  } else {
    validation.delete("trusted_ca");
    setIn(validation, "custom_validator_config", spiffeValidator(folder, identity, bundles));
  }
}

/** SDS, by the names under which SPIRE's agent serves certificates and bundles. */
export function fillSds(context: YAMLMap, identity: TlsIdentity, peer: TlsPeer): void {
  const common = mapAt(context, "common_tls_context");
  const isFederated = bundlesFor(identity, peer).length > 0;
  const bundle = isFederated ? ALL_BUNDLES : `spiffe://${identity.trustDomain}`;
  common.delete("tls_certificates");
  common.delete("validation_context");
  setIn(common, "tls_certificate_sds_secret_configs", [secret(identity.id)]);
  setIn(common, "combined_validation_context", {
    default_validation_context: { match_typed_subject_alt_names: matchersOf(identity, peer) },
    validation_context_sds_secret_config: secret(bundle),
  });
}

/** The cluster that `fillSds` means. @param path of the Unix socket */
export function sdsCluster(path: string): object {
  const endpoint = { address: { pipe: { path } } };
  return {
    name: SDS_CLUSTER,
    type: "STATIC",
    connect_timeout: "1s",
    typed_extension_protocol_options: {
      "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
        "@type": "type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions",
        explicit_http_config: { http2_protocol_options: {} },
      },
    },
    load_assignment: { cluster_name: SDS_CLUSTER, endpoints: [{ lb_endpoints: [{ endpoint }] }] },
  };
}

/** As nodes, which a caller can change. */
function setIn(map: YAMLMap, key: string, value: object): void {
  map.set(key, new Document(value).contents);
}

/** The federated trust domains that the other end may be of. */
function bundlesFor({ federatedTrustDomains = [] }: TlsIdentity, peer: TlsPeer): readonly string[] {
  return peer === "anyone" ? federatedTrustDomains : [];
}

/** Each trust domain vouches for its own workloads only: in one common bundle, any could mint those of all. */
function spiffeValidator(folder: string, { trustDomain }: TlsIdentity, federated: readonly string[]): object {
  const bundles = [
    { name: trustDomain, file: "bundle.pem" },
    ...federated.map((name) => ({ name, file: `${name}.pem` })),
  ];
  return {
    name: "envoy.tls.cert_validator.spiffe",
    typed_config: {
      "@type": SPIFFE_VALIDATOR,
      trust_domains: bundles.map(({ name, file }) => ({
        name,
        trust_bundle: { filename: `${folder}/tls/${file}` },
      })),
    },
  };
}

/** Envoy's `SubjectAltNameMatcher`s. */
function matchersOf({ trustDomain, federatedTrustDomains = [] }: TlsIdentity, peer: TlsPeer): object[] {
  if (peer !== "anyone") return [{ san_type: "URI", matcher: { exact: peer.id } }];
  return [trustDomain, ...federatedTrustDomains].map((name) => ({
    san_type: "URI",
    matcher: { prefix: `spiffe://${name}/` },
  }));
}

function secret(name: string): object {
  const service = { envoy_grpc: { cluster_name: SDS_CLUSTER } };
  const source = { api_type: "GRPC", transport_api_version: "V3", grpc_services: [service] };
  return { name, sds_config: { resource_api_version: "V3", api_config_source: source } };
}
