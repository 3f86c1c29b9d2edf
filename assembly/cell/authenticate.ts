import { EMPTY, Slice, lengthOf, now, random64 } from "../sdk/index";
import { buildClaims, buildUser, describeUser, roomForUser } from "../engine/build-user";
import { Facts } from "../engine/facts";
import { USER } from "../engine/user";
import { findApiKey } from "../identity/api-keys";
import { KeySet } from "../identity/key-set";
import { TokenFlaw, reasonOf } from "../identity/token/flaw";
import { TokenType } from "../identity/token/header";
import { Requirements, Token, isBoundedObject } from "../identity/token/token";
import { Verified, contentOf, ownerOf } from "../identity/verified";
import { sectionCount, sectionOffset, stringAt, textAt } from "../image/image";
import { API_KEY, HEADER, ISSUER, ISSUER_FLAG, NONE, PLACE_USE, RING } from "../image/layout";
import { Credentials } from "./credentials";
import { HostSignatures } from "./host-signatures";
import * as Reason from "./reasons";

const NS_PER_SECOND: f64 = 1e9;

/** No issuer: nobody said who the user is, or a ring of API keys did. */
export const NO_ISSUER: u32 = NONE;

const token = new Token();
const host = new HostSignatures();

/** Finds out who the user of a request is. Remembers what it verified: then it costs one look-up. */
@final
export class Authenticator {
  credentials: Credentials;
  /** Who signed the current user's token, or `NO_ISSUER`. */
  issuer: u32 = NO_ISSUER;
  private issuers: StaticArray<Requirements>;
  private verified: Verified;

  constructor(
    private image: usize,
    private facts: Facts,
  ) {
    this.credentials = new Credentials(image, facts);
    this.verified = new Verified(load<u32>(image, HEADER.TOKEN_CACHE), random64(), random64());
    const issuers = new StaticArray<Requirements>(i32(sectionCount(image, HEADER.ISSUERS)));
    for (let i = 0; i < issuers.length; i++) unchecked((issuers[i] = requirementsOf(image, i)));
    this.issuers = issuers;
  }
}
