/** A token issuer's web server, which publishes its keys: it can go away, and come back on the same port. */
import "reflect-metadata"; // x509 wants it first
import { once } from "node:events";
import { createServer, type Server } from "node:https";
import * as x509 from "@peculiar/x509";
import { freePort } from "./process.js";

const KEY = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY_MS = 86_400_000;

export class JwksServer {
  /** How often it was asked. */
  requests = 0;
  private body = "";
  private server: Server | undefined;

  private constructor(
    readonly port: number,
    /** Its certificate, which is its own authority's. */
    readonly certificate: string,
    private readonly key: string,
  ) {}

  /** One that is not there yet. */
  static async create(): Promise<JwksServer> {
    const { certificate, key } = await selfSigned();
    return new JwksServer(await freePort(), certificate, key);
  }

  get uri(): string {
    return `https://127.0.0.1:${this.port}/jwks.json`;
  }

  publish(jwks: string): void {
    this.body = jwks;
  }

  async start(): Promise<void> {
    this.server = createServer({ cert: this.certificate, key: this.key }, (request, response) => {
      this.requests++;
      response.statusCode = request.url === "/jwks.json" ? 200 : 404;
      response.end(this.body);
    }).listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
  }

  async stop(): Promise<void> {
    if (this.server === undefined) return;
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    this.server = undefined;
    await closed;
  }
}

async function selfSigned(): Promise<{ certificate: string; key: string }> {
  const keys = await crypto.subtle.generateKey(KEY, true, ["sign", "verify"]);
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: "CN=login.shop.example",
    notBefore: new Date(Date.now() - 60_000),
    notAfter: new Date(Date.now() + DAY_MS),
    keys,
    signingAlgorithm: KEY,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.SubjectAlternativeNameExtension([{ type: "ip", value: "127.0.0.1" }]),
    ],
  });
  const key = x509.PemConverter.encode(
    await crypto.subtle.exportKey("pkcs8", keys.privateKey),
    "PRIVATE KEY",
  );
  return { certificate: certificate.toString("pem"), key };
}
