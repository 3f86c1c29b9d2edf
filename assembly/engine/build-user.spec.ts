import { EMPTY, literal } from "../bytes/slice";
import { text } from "../testing/text";
import { inWords } from "../testing/values";
import { buildClaims, buildUser, describeUser, entryOf, roomForUser } from "./build-user";
import { USER, issuerOf, subjectOf } from "./user";

/** The user of claims; 0 when there is none. */
function userOf(claims: string): usize {
  const json = literal(claims);
  const room = roomForUser(json);
  const user = heap.alloc(room);
  const end = buildUser(user, json);
  expect(end <= user + room).toBe(true);
  return end == 0 ? 0 : user;
}

function claimsOf(claims: string): string {
  return inWords(userOf(claims) + USER.CLAIMS);
}

function audienceOf(claims: string): string {
  return inWords(userOf(claims) + USER.AUD);
}

function scopesOf(claims: string): string {
  return inWords(userOf(claims) + USER.SCOPES);
}

function words(count: i32): string {
  return "a ".repeat(count);
}

describe("claims", () => {
  it("are values of conditions", () => {
    expect(claimsOf('{"a":"x","b":[true,false,null],"c":{"d":{}}, "e" : [ ] }')).toBe(
      "map['a' 'x' 'b' [true false null] 'c' map['d' map[]] 'e' []]",
    );
  });

  it("are ints as long as they are written as ints and fit", () => {
    expect(claimsOf('{"n":[0,-0,7,-12,9223372036854775807,-9223372036854775808]}')).toBe(
      "map['n' [0 0 7 -12 9223372036854775807 -9223372036854775808]]",
    );
    expect(claimsOf('{"n":[1.0,1e0,-0.5,9223372036854775808]}')).toBe(
      "map['n' [1.0 1.0 -0.5 9223372036854776000.0]]",
    );
  });

  it("say what is escaped in them, names too", () => {
    expect(claimsOf('{"\\u0061\\n":"\\u00e9\\ud83d\\ude00","plain":"\\"","z":"z"}')).toBe(
      "map['a\n' 'é😀' 'plain' '\"' 'z' 'z']",
    );
  });

  it("go as deep as those of a token, and no deeper", () => {
    expect(userOf('{"a":' + "[".repeat(15) + "]".repeat(15) + "}") != 0).toBe(true);
    expect(userOf('{"a":' + "[".repeat(16) + "]".repeat(16) + "}")).toBe(0);
  });

  it("fit the room, however much they are", () => {
    expect(userOf('{"aud":"a","sub":"' + "x".repeat(2000) + '"}') != 0).toBe(true);
    expect(userOf('{"scp":[' + '"a",'.repeat(200) + '"b"]}') != 0).toBe(true);
    expect(scopesOf('{"scp":[' + '"a",'.repeat(200) + '"b"]}').endsWith("'b']")).toBe(true);
    expect(scopesOf('{"scope":"' + "a\\u0020".repeat(200) + 'b"}').endsWith("'b']")).toBe(true);
    expect(userOf("{" + '"":[1,1,1,1],'.repeat(60) + '"":0}') != 0).toBe(true);
    expect(userOf('{"a":[' + "0,".repeat(3000) + "0]}") != 0).toBe(true);
    expect(userOf('{"a":[' + '"\\n",'.repeat(3000) + "0]}") != 0).toBe(true);
  });

  it("are found by their names", () => {
    const user = userOf('{"a":1,"b":{"c":2}}');
    const b = entryOf(user + USER.CLAIMS, literal("b"));
    expect(inWords(entryOf(b, literal("c")))).toBe("2");
    expect(entryOf(b, literal("a"))).toBe(0);
    expect(entryOf(entryOf(user + USER.CLAIMS, literal("a")), literal("a"))).toBe(0);
    expect(entryOf(0, literal("a"))).toBe(0);
  });
});

describe("a user", () => {
  it("is whom the token names", () => {
    const user = userOf('{"iss":"https://a.example","sub":"7"}');
    expect(text(subjectOf(user))).toBe("7");
    expect(text(issuerOf(user))).toBe("https://a.example");
    expect(text(load<u64>(user, USER.TEXT))).toBe('{"iss":"https://a.example","sub":"7"}');
  });

  it("has no subject where the token names none", () => {
    expect(text(subjectOf(userOf('{"sub":7}')))).toBe("absent");
    expect(text(issuerOf(userOf("{}")))).toBe("");
    expect(text(subjectOf(0))).toBe("absent");
    expect(text(issuerOf(0))).toBe("absent");
  });

  it("has the audiences of the token, a single one too", () => {
    expect(audienceOf('{"aud":"a b"}')).toBe("['a b']");
    expect(audienceOf('{"aud":["a",1,"b"]}')).toBe("['a' 'b']");
    expect(audienceOf('{"aud":1}')).toBe("[]");
    expect(audienceOf("{}")).toBe("[]");
  });

  it("has the words of `scope`, else of `scp`, for scopes", () => {
    expect(scopesOf('{"scope":"  read write\\u0020all ","scp":"x"}')).toBe("['read' 'write' 'all']");
    expect(scopesOf('{"scope":["x"],"scp":"a b"}')).toBe("['a' 'b']");
    expect(scopesOf('{"scp":["a b",null,"c"]}')).toBe("['a b' 'c']");
    expect(scopesOf('{"scope":""}')).toBe("[]");
    expect(scopesOf("{}")).toBe("[]");
  });

  it("has so many scopes as a list may have, else an error", () => {
    expect(scopesOf(`{"scope":"${words(256)}"}`).startsWith("['a'")).toBe(true);
    expect(scopesOf(`{"scope":"${words(257)}"}`)).toBe("error");
    expect(scopesOf(`{"scope":"${words(300)}"}`)).toBe("error");
  });

  it("can be described by others than its claims", () => {
    const json = literal('{"tctx":{"iss":"i","aud":["x"],"claims":{"a":1}},"scope":"no"}');
    const user = heap.alloc(roomForUser(json));
    expect(buildClaims(user, json)).toBe(true);
    const context = entryOf(user + USER.CLAIMS, literal("tctx"));
    expect(describeUser(user, literal("me"), context, entryOf(context, literal("claims"))) != 0).toBe(true);
    expect(text(subjectOf(user))).toBe("me");
    expect(text(issuerOf(user))).toBe("i");
    expect(inWords(user + USER.AUD)).toBe("['x']");
    expect(inWords(user + USER.SCOPES)).toBe("[]");
    expect(inWords(user + USER.CLAIMS)).toBe("map['a' 1]");
    expect(describeUser(user, literal("me"), 0, user + USER.CLAIMS) != 0).toBe(true);
    expect(issuerOf(user)).toBe(EMPTY);
  });
});
