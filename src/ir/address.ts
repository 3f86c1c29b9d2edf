/** A CIDR block: 4 or 16 address bytes (network order, host bits zero) and a prefix length in bits. */
export interface AddressRange {
  readonly bytes: readonly number[];
  readonly length: number;
}
