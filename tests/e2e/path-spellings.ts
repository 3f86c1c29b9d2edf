/**
 * Ways to write a request for `/admin/x`, and ways that only look like it, with what becomes of them (as
 * `Exchange.outcome` has it) where all but `/admin` and `/admin/**` is allowed and paths are STRICT.
 */

/** The request target, byte for byte; the outcome; and the outcome when Envoy normalizes paths before the cell. */
export type Spelling = readonly [target: string, alone: string, afterEnvoy?: string];

const DENIED = "403 no-admin";

/** Envoy's own answers: the HTTP/1 codec's, and path normalization's (a fragment even when that is off). */
const NO_REQUEST_LINE = "400 http1.codec_error";
const BAD_BYTE = "400 http1.invalid_characters";
const NO_URL = "400 http1.invalid_url";
const NOT_NORMAL = "400 path_normalization_failed";
const NOT_ABSOLUTE = "404 absolute_path_rejected";

/** By behaviour. */
export const SPELLINGS: Readonly<Record<string, readonly Spelling[]>> = {
  "the path as the rule has it": [
    ["/admin", DENIED],
    ["/admin/", DENIED],
    ["/admin/x", DENIED],
  ],
  "a query is no part of it": [
    ["/admin?x", DENIED],
    ["/admin/?x", DENIED],
    ["/admin/x?%00", DENIED],
    ["/x?\0", BAD_BYTE],
    ["/x?/../../admin/x", "200 /x?/../../admin/x"],
    ["/x?a\\..\\admin", "200 /x?a\\..\\admin"],
  ],
  "repeated slashes are merged": [
    ["//admin/x", DENIED],
    ["///admin//x", DENIED],
    ["//", "200 /"],
    ["//a.example/admin/x", "200 /a.example/admin/x"],
  ],
  "dot segments are removed, before slashes are merged": [
    ["/./admin/x", DENIED],
    ["/.//admin/x", DENIED],
    ["/admin/.", DENIED],
    ["/admin/./x", DENIED],
    ["/a/../admin/x", DENIED],
    ["/a/b/../../admin/x", DENIED],
    ["/a/..//admin/x", DENIED],
    ["//..//admin/x", DENIED],
    ["/admin/x/..", DENIED],
    ["/admin//../x", DENIED],
    ["/x//../admin/x", "200 /x/admin/x"],
    ["/admin/..", "200 /"],
    ["/admin/../x", "200 /x"],
    ["/admin/x/../..", "200 /"],
    ["/.../admin/x", "200 /.../admin/x"],
    ["/.admin/x", "200 /.admin/x"],
    ["/..admin/x", "200 /..admin/x"],
  ],
  "nothing is above the root": [
    ["/../admin/x", "400 path-above-root", DENIED],
    ["/../../admin/x", "400 path-above-root", DENIED],
    ["/a/../../admin/x", "400 path-above-root", DENIED],
    ["/..", "400 path-above-root", "200 /"],
  ],
  "escaped dots are dots": [
    ["/%2e/admin/x", DENIED],
    ["/a/%2e%2e/admin/x", DENIED],
    ["/a/%2E%2e/admin/x", DENIED],
    ["/a/.%2E/admin/x", DENIED],
    ["/a/%2e./admin/x", DENIED],
    ["/admin/%2e%2e/x", "200 /x"],
  ],
  "escaped letters are letters": [
    ["/%61dmin/x", DENIED],
    ["/ad%6din/x", DENIED],
    ["/%61%64%6d%69%6e/x", DENIED],
    ["/%61%64%6D%69%6E/x", DENIED],
    ["/%41dmin/x", "200 /Admin/x"],
  ],
  "escaped slashes and backslashes are refused": [
    ["/admin%2Fx", "400 path-escaped-slash"],
    ["/admin%2fx", "400 path-escaped-slash"],
    ["/%2Fadmin/x", "400 path-escaped-slash"],
    ["/%2f%2fadmin/x", "400 path-escaped-slash"],
    ["/a%2F..%2Fadmin/x", "400 path-escaped-slash"],
    ["/a/..%2fadmin/x", "400 path-escaped-slash"],
    ["/a/%2e%2e%2fadmin/x", "400 path-escaped-slash"],
    ["/admin%5Cx", "400 path-escaped-slash"],
    ["/%5cadmin/x", "400 path-escaped-slash"],
    ["/a%5c..%5cadmin/x", "400 path-escaped-slash"],
  ],
  "backslashes are refused, unless Envoy turns them around": [
    ["/\\admin/x", "400 path-backslash", DENIED],
    ["/admin\\x", "400 path-backslash", DENIED],
    ["/a\\..\\admin/x", "400 path-backslash", DENIED],
    ["\\admin/x", NO_REQUEST_LINE],
  ],
  "path parameters are refused, unless Envoy has removed them with their dot segment": [
    ["/admin;x/y", "400 path-parameter"],
    ["/admin;/x", "400 path-parameter"],
    ["/admin;a=b", "400 path-parameter"],
    ["/;/admin/x", "400 path-parameter"],
    ["/a/%2e%2e;/admin/x", "400 path-parameter"],
    ["/a/..;/admin/x", "400 path-parameter", DENIED],
    ["/a/..;a=b/admin/x", "400 path-parameter", DENIED],
    ["/a;b/../admin/x", "400 path-parameter", DENIED],
    ["/admin/..;/x", "400 path-parameter", "200 /x"],
  ],
  "fragments are refused": [
    ["/admin#x", NOT_NORMAL],
    ["/admin/#/../..", NOT_NORMAL],
    ["/a#/../admin", NOT_NORMAL],
    ["/a?x#/../admin", NOT_NORMAL],
  ],
  "control characters are refused": [
    ["/admin%00/x", "400 path-escaped-control", NOT_NORMAL],
    ["/%00/admin", "400 path-escaped-control", NOT_NORMAL],
    ["/a/.%00./admin/x", "400 path-escaped-control", NOT_NORMAL],
    ["/admin%09/x", "400 path-escaped-control"],
    ["/admin%0a/x", "400 path-escaped-control"],
    ["/admin%7f", "400 path-escaped-control"],
    ["/admin\0/x", BAD_BYTE],
    ["/admin\x01", BAD_BYTE],
    ["/admin\x7f/x", BAD_BYTE],
    ["/admin\t/x", NO_REQUEST_LINE],
    ["/admin /x", NO_REQUEST_LINE],
    ["/admin\r/x", NO_REQUEST_LINE],
  ],
  "characters that no path has are refused, unless Envoy escapes them": [
    ["/admin/[x]", "400 path-character"],
    ["/admin/{x}", "400 path-character", DENIED],
    ['/admin/"', "400 path-character", DENIED],
    ["/admin/<x>", "400 path-character", DENIED],
    ["/admin/x|y", "400 path-character", DENIED],
    ["/admin/x^y", "400 path-character", DENIED],
    ["/admin/`x`", "400 path-character", DENIED],
    ["/{admin}/x", "400 path-character", "200 /%7Badmin%7D/x"],
  ],
  "what a wildcard does not match does not get round it": [["/admin/x=y", DENIED]],
  "bytes that are no UTF-8 are refused": [
    ["/%c0%afadmin/x", "400 path-encoding"],
    ["/%e0%80%afadmin/x", "400 path-encoding"],
    ["/a/%c0%ae%c0%ae/admin/x", "400 path-encoding"],
    ["/%c1%a1dmin/x", "400 path-encoding"],
    ["/%ed%a0%80/admin/x", "400 path-encoding"],
    ["/%ff/admin", "400 path-encoding"],
    ["/\xc0\xafadmin/x", NO_REQUEST_LINE],
    ["/\xe1dmin/x", NO_REQUEST_LINE],
  ],
  "escapes that are none are refused": [
    ["/%u0061dmin/x", "400 path-escape"],
    ["/%zz/admin", "400 path-escape"],
    ["/admin/%", "400 path-escape"],
    ["/admin/%2", "400 path-escape"],
    ["/%", "400 path-escape"],
  ],
  "what is escaped twice is decoded once: another name": [
    ["/%2561dmin/x", "200 /%2561dmin/x"],
    ["/%25%36%31dmin/x", "200 /%2561dmin/x"],
    ["/%252e%252e/admin/x", "200 /%252e%252e/admin/x"],
    ["/admin%252Fx", "200 /admin%252Fx"],
  ],
  "an escaped delimiter is a character of a name (RFC 3986 §2.4)": [
    ["/admin%3Bx/y", "200 /admin%3Bx/y"],
    ["/admin%23x", "200 /admin%23x"],
    ["/admin%3Fx", "200 /admin%3Fx"],
    ["/admin%20/x", "200 /admin%20/x"],
    ["/%ef%bc%8fadmin/x", "200 /%EF%BC%8Fadmin/x"],
  ],
  "names are compared byte by byte": [
    ["/ADMIN/x", "200 /ADMIN/x"],
    ["/Admin/x", "200 /Admin/x"],
    ["/admin./x", "200 /admin./x"],
    ["/admin~/x", "200 /admin~/x"],
    ["/admin:/x", "200 /admin:/x"],
    ["/admin@x/y", "200 /admin@x/y"],
    ["/admin,/x", "200 /admin,/x"],
    ["/admin+/x", "200 /admin+/x"],
    ["/administrator", "200 /administrator"],
    ["/a/admin/x", "200 /a/admin/x"],
  ],
  "of an absolute form the path counts": [
    ["http://a.example/admin/x", DENIED],
    ["http://a.example:80/admin/x", DENIED],
    ["http://user@a.example/admin/x", DENIED],
    ["http://a.example//admin/x", DENIED],
    ["http://a.example/a/../admin/x", DENIED],
    ["http://a.example/../admin/x", "400 path-above-root", DENIED],
    ["HTTP://A.EXAMPLE/%61dmin/x", DENIED],
    ["https://a.example/admin/x", DENIED],
    ["http://a.example", "200 /"],
    ["http://a.example?/admin/x", NOT_ABSOLUTE],
    ["http:///admin/x", NO_URL],
    ["http:/admin/x", NO_REQUEST_LINE],
    ["ftp://a.example/admin/x", "400 http1.invalid_scheme"],
  ],
  "what is no path is refused": [
    ["", NO_REQUEST_LINE],
    ["*", NO_URL],
    ["admin/x", NO_REQUEST_LINE],
    ["?/admin/x", NO_REQUEST_LINE],
  ],
  "paths are at most 8 KiB long": [
    [`/admin/${"a".repeat(9000)}`, "400 path-too-long"],
    [`/${"a/../".repeat(1600)}admin/x`, DENIED],
    [`/${"a/".repeat(1600)}${"../".repeat(1600)}admin/x`, DENIED],
    [`/${"%61".repeat(2000)}/../admin/x`, DENIED],
    [`/${"a".repeat(9000)}/../admin/x`, "400 path-too-long", DENIED],
  ],
};
