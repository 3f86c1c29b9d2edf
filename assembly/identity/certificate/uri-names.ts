/** The URIs among a certificate's subjectAltNames (RFC 5280 §4.1, §4.2.1.6). */
import { ABSENT, Slice, literal } from "../../bytes/slice";
import { equals } from "../../bytes/view";
import { DerReader } from "./der";

const SEQUENCE: u32 = 0x30;
const OID: u32 = 0x06;
const BOOLEAN: u32 = 0x01;
const OCTET_STRING: u32 = 0x04;
/** `[3]` of TBSCertificate. */
const EXTENSIONS: u32 = 0xa3;
/** `[6]` of GeneralName: uniformResourceIdentifier. */
const URI: u32 = 0x86;

/** id-ce-subjectAltName, 2.5.29.17. */
const SUBJECT_ALT_NAME = literal("\x55\x1d\x11");

const reader = new DerReader();
const extension = new DerReader();

/** The only URI; `ABSENT` when there is none or a second, or the certificate is malformed on the way there. */
export function onlyUri(certificate: Slice): Slice {
  reader.open(certificate);
  if (!enter(SEQUENCE) || !enter(SEQUENCE)) return ABSENT;
  if (!find(EXTENSIONS)) return ABSENT;
  reader.open(reader.content);
  if (!enter(SEQUENCE)) return ABSENT;
  const names = subjectAltNames();
  return names == ABSENT ? ABSENT : onlyUriOf(names);
}

/** Goes into the next element, which has this tag. */
function enter(tag: u32): bool {
  if (!reader.next() || reader.tag != tag) return false;
  reader.open(reader.content);
  return true;
}

/** Goes on to the first element with this tag. */
function find(tag: u32): bool {
  while (reader.next()) if (reader.tag == tag) return true;
  return false;
}

/** The value of the extension, which stands once (§4.2). */
function subjectAltNames(): Slice {
  let names = ABSENT;
  while (reader.next()) {
    if (reader.tag != SEQUENCE) return ABSENT;
    extension.open(reader.content);
    if (!extension.next() || extension.tag != OID) return ABSENT;
    if (!equals(extension.content, SUBJECT_ALT_NAME)) continue;
    if (names != ABSENT || !extension.next()) return ABSENT;
    if (extension.tag == BOOLEAN && !extension.next()) return ABSENT;
    if (extension.tag != OCTET_STRING) return ABSENT;
    names = extension.content;
  }
  return reader.isDone ? names : ABSENT;
}

function onlyUriOf(names: Slice): Slice {
  let uri = ABSENT;
  reader.open(names);
  if (!enter(SEQUENCE)) return ABSENT;
  while (reader.next()) {
    if (reader.tag != URI) continue;
    if (uri != ABSENT) return ABSENT;
    uri = reader.content;
  }
  return reader.isDone ? uri : ABSENT;
}
