/** Which made-up requests reach Envoy's filters as they were made. */
import type { Request } from "../../src/ir/request.js";

const NAME = /^[a-z][a-z-]*$/i;
/** Envoy's codecs trim blanks around it. */
const VALUE = /^([\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?)?$/;
/** Headers that frame a message, belong to one hop, or that Envoy joins when they come twice. */
const FRAMING = /^(host|content-length|transfer-encoding|connection|te|upgrade|cookie|user-agent)$/i;

/** No bytes that a codec refuses or trims; no second dot behind the host, where Envoy takes one off and the cell another. */
export function isSendable({ method = "", path = "", host = "", headers }: Request): boolean {
  return (
    /^[A-Za-z]+$/.test(method) &&
    /^\/[\x21-\x22\x24-\x7e]*$/.test(path) &&
    !/\.\.(:|$)/.test(host) &&
    headers.every(([name, value]) => NAME.test(name) && !FRAMING.test(name) && VALUE.test(value))
  );
}
