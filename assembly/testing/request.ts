/** Fills facts from text, as the cell does from what the host gives. */
import { parseAddress } from "../bytes/address";
import { literal } from "../bytes/slice";
import { buildUser, roomForUser } from "../engine/build-user";
import { Facts } from "../engine/facts";
import { SpiffeId } from "../identity/spiffe";

/** Headers, peer and source of the request before are forgotten. */
export function request(facts: Facts, method: string, host: string, path: string): void {
  facts.clear();
  facts.method = literal(method);
  facts.host = literal(host);
  facts.path = literal(path);
}

/** A header that the image does not ask for is left out, as the cell does. */
export function addHeader(facts: Facts, name: string, value: string): void {
  const id = facts.headers.idOf(literal(name));
  if (id >= 0) facts.headers.add(id, literal(value));
}

export function setPeer(facts: Facts, id: string): void {
  const peer = new SpiffeId();
  peer.parse(literal(id));
  facts.peer = peer;
}

export function setSource(facts: Facts, address: string): void {
  facts.sourceFamily = parseAddress(literal(address), facts.sourceAddress);
}

/** From its `?` on. */
export function setQuery(facts: Facts, query: string): void {
  facts.query = literal(query);
  facts.queryBuffer = heap.alloc(query.length + 1);
}

/** By the claims, as of a token. */
export function setUser(facts: Facts, claims: string): void {
  const json = literal(claims);
  facts.user = heap.alloc(roomForUser(json));
  buildUser(facts.user, json);
}
