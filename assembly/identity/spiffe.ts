/** SPIFFE IDs (SPIFFE-ID.md §2): `spiffe://TRUST_DOMAIN/SEGMENT/…`. */
import { ABSENT, Slice, addressOf, lengthOf, slice } from "../bytes/slice";

/** SPIFFE-ID.md §2.3. */
const MAX_LENGTH: i32 = 2048;

/** SPIFFE-ID.md §2.1: the trust domain is a host name. */
const MAX_TRUST_DOMAIN: usize = 255;

const SCHEME_LENGTH: i32 = 9;

/** One peer's ID and the parts that policy asks for; `ABSENT` where it has none. */
@final
export class SpiffeId {
  id: Slice = ABSENT;
  trustDomain: Slice = ABSENT;
  /** From `/ns/NAMESPACE/sa/SERVICE_ACCOUNT`, the shape that Istio and SPIRE on Kubernetes use. */
  namespace: Slice = ABSENT;
  serviceAccount: Slice = ABSENT;

  /** Whether a valid ID names a workload, rather than a whole trust domain. */
  get hasPath(): bool {
    return lengthOf(this.id) > SCHEME_LENGTH + lengthOf(this.trustDomain);
  }

  clear(): void {
    this.id = ABSENT;
    this.trustDomain = ABSENT;
    this.namespace = ABSENT;
    this.serviceAccount = ABSENT;
  }

  /** Takes an ID apart; what is not a valid one leaves all parts `ABSENT` and answers false. */
  parse(text: Slice): bool {
    this.clear();
    const length = lengthOf(text);
    if (length > MAX_LENGTH || !hasScheme(text)) return false;
    const end = addressOf(text) + length;
    const domain = addressOf(text) + SCHEME_LENGTH;
    const path = endOfTrustDomain(domain, end);
    if (path == 0 || !isPath(path, end)) return false;
    this.id = text;
    this.trustDomain = slice(domain, i32(path - domain));
    this.findParts(path, end);
    return true;
  }

  private findParts(path: usize, end: usize): void {
    if (end - path < 4 || load<u32>(path) != 0x2f736e2f) return; // "/ns/"
    const namespace = path + 4;
    const afterNamespace = endOfSegment(namespace, end);
    if (end - afterNamespace < 4 || load<u32>(afterNamespace) != 0x2f61732f) return; // "/sa/"
    const account = afterNamespace + 4;
    if (endOfSegment(account, end) != end) return;
    this.namespace = slice(namespace, i32(afterNamespace - namespace));
    this.serviceAccount = slice(account, i32(end - account));
  }
}

function hasScheme(text: Slice): bool {
  if (lengthOf(text) <= SCHEME_LENGTH) return false;
  const start = addressOf(text);
  return load<u64>(start) == 0x2f3a656666697073 && load<u8>(start, 8) == 0x2f; // "spiffe:/" "/"
}

/** Where the trust domain ends, or 0 if it is not one: 1 to 255 of a-z 0-9 . - _ */
function endOfTrustDomain(start: usize, end: usize): usize {
  let at = start;
  while (at < end && load<u8>(at) != 0x2f) {
    if (!isTrustDomainByte(load<u8>(at))) return 0;
    at++;
  }
  return at == start || at - start > MAX_TRUST_DOMAIN ? 0 : at;
}

/** An empty path, or segments of letters, digits, `.`, `-`, `_`, none of them empty, `.` or `..`. */
function isPath(start: usize, end: usize): bool {
  let at = start;
  while (at < end) {
    const segment = at + 1;
    at = endOfSegment(segment, end);
    const length = at - segment;
    if (length == 0 || isDots(segment, length)) return false;
    for (let byte = segment; byte < at; byte++) if (!isPathByte(load<u8>(byte))) return false;
  }
  return true;
}

function endOfSegment(start: usize, end: usize): usize {
  let at = start;
  while (at < end && load<u8>(at) != 0x2f) at++;
  return at;
}

function isDots(segment: usize, length: usize): bool {
  if (length > 2 || load<u8>(segment) != 0x2e) return false;
  return length == 1 || load<u8>(segment, 1) == 0x2e;
}


@inline
function isTrustDomainByte(byte: u8): bool {
  return (byte >= 0x61 && byte <= 0x7a) || isDigitOrMark(byte);
}


@inline
function isPathByte(byte: u8): bool {
  const lower = byte | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || isDigitOrMark(byte);
}


@inline
function isDigitOrMark(byte: u8): bool {
  return (byte >= 0x30 && byte <= 0x39) || byte == 0x2d || byte == 0x2e || byte == 0x5f;
}
