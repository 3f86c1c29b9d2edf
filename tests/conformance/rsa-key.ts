import { generatePrimeSync } from "node:crypto";

/** An RSA key of any number of bits (Node's own are rounded), and its private operation on any bytes. */
export class RsaPrivateKey {
  readonly n: Uint8Array;
  readonly e = Buffer.of(1, 0, 1);
  private readonly modulus: bigint;
  private readonly exponent: bigint;

  constructor(bits: number) {
    for (;;) {
      const p = generatePrimeSync(bits >> 1, { bigint: true });
      const q = generatePrimeSync(bits - (bits >> 1), { bigint: true });
      const order = (p - 1n) * (q - 1n);
      if ((p * q).toString(2).length !== bits || order % 65_537n === 0n) continue;
      this.modulus = p * q;
      this.exponent = inverse(65_537n, order);
      this.n = toBytes(this.modulus, Math.ceil(bits / 8));
      return;
    }
  }

  /** RSASP1 of RFC 8017 §5.2.1; the bytes are a number below the modulus. */
  sign(encoded: Uint8Array): Buffer {
    return toBytes(power(toNumber(encoded), this.exponent, this.modulus), this.n.length);
  }
}

/** base^exponent mod modulus. */
export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let rest = exponent, square = base; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

export function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
}

export function toBytes(number: bigint, length: number): Buffer {
  return Buffer.from(number.toString(16).padStart(2 * length, "0"), "hex");
}

/** Euclid's algorithm. */
function inverse(number: bigint, modulus: bigint): bigint {
  let [a, b, x, y] = [number, modulus, 1n, 0n];
  while (b > 0n) {
    const quotient = a / b;
    [a, b, x, y] = [b, a - quotient * b, y, x - quotient * y];
  }
  return ((x % modulus) + modulus) % modulus;
}
