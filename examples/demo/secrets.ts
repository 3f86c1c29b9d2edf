/** What a secret discovery service serves, under the names that SPIRE's agent uses (its doc/spire_agent.md). */
import type { Authority } from "./certificates.js";

const TLS = "type.googleapis.com/envoy.extensions.transport_sockets.tls.v3";
const ALL_BUNDLES = "ALL";

/** Envoy's `Secret`, as protobufjs takes it. */
export type Secret = Readonly<Record<string, unknown>>;

/**
 * A secret by its name: a fresh certificate for `spiffe://TRUST-DOMAIN/PATH`, the bundle of a trust domain for
 * `spiffe://TRUST-DOMAIN`, all bundles for `ALL`. Undefined for other names.
 * @param home issues the certificates
 * @param federated whose workloads are believed, too
 */
export async function secretFor(
  name: string,
  home: Authority,
  federated: readonly Authority[],
): Promise<Secret | undefined> {
  if (name === `spiffe://${home.trustDomain}`) return bundleOf(name, home);
  if (name === ALL_BUNDLES) return allBundles([home, ...federated]);
  if (!name.startsWith(`spiffe://${home.trustDomain}/`)) return undefined;
  const { certificate, key } = await home.issue(name);
  return {
    "@type": `${TLS}.Secret`,
    name,
    tls_certificate: { certificate_chain: inline(certificate), private_key: inline(key) },
  };
}

function bundleOf(name: string, { bundle }: Authority): Secret {
  return { "@type": `${TLS}.Secret`, name, validation_context: { trusted_ca: inline(bundle) } };
}

/** Each trust domain vouches for its own workloads only. */
function allBundles(authorities: readonly Authority[]): Secret {
  const config = {
    "@type": `${TLS}.SPIFFECertValidatorConfig`,
    trust_domains: authorities.map(({ trustDomain, bundle }) => ({
      name: trustDomain,
      trust_bundle: inline(bundle),
    })),
  };
  const validator = { name: "envoy.tls.cert_validator.spiffe", typed_config: config };
  return {
    "@type": `${TLS}.Secret`,
    name: ALL_BUNDLES,
    validation_context: { custom_validator_config: validator },
  };
}

/** Envoy's `DataSource`. */
function inline(text: string): object {
  return { inline_string: text };
}
