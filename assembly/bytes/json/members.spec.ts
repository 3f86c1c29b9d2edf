import { text } from "../../testing/text";
import { literal } from "../slice";
import {
  JsonCursor,
  hasUniqueNames,
  isArray,
  isNumber,
  isObject,
  isString,
  memberOf,
  valueOf,
} from "./members";

/** The members, as they are written, each on a line. */
function members(container: string): string {
  const cursor = new JsonCursor();
  let lines = "";
  cursor.open(literal(container));
  while (cursor.next()) lines += text(cursor.name) + "=" + text(cursor.value) + "\n";
  return lines;
}

function member(object: string, name: string): string {
  return text(memberOf(literal(object), literal(name)));
}

function isUnique(object: string): bool {
  return hasUniqueNames(literal(object));
}

function manyNames(count: i32): string {
  let object = "{";
  for (let i = 0; i < count; i++) object += (i > 0 ? "," : "") + `"n${i}":${i}`;
  return object + "}";
}

describe("JsonCursor", () => {
  it("goes through the members of an object", () => {
    expect(members('{"a":1,"b":"x,}","c":[{"d":2}, 3],"e":{"f":"]"}, "g" : null }')).toBe(
      '"a"=1\n"b"="x,}"\n"c"=[{"d":2}, 3]\n"e"={"f":"]"}\n"g"=null\n',
    );
    expect(members('{\n\t"a" : "\\"" ,\n\t"b\\\\" : -1.5e3\n}')).toBe('"a"="\\""\n"b\\\\"=-1.5e3\n');
  });

  it("goes through the elements of an array", () => {
    expect(members('[1, "a,]" ,[ ],{"b":[1,2]}, true]')).toBe('=1\n="a,]"\n=[ ]\n={"b":[1,2]}\n=true\n');
  });

  it("finds nothing in what is empty or holds nothing", () => {
    const empty = ["{}", "[]", "{ }", "[ \n]", "1", '"a"', "null", ""];
    for (let i = 0; i < empty.length; i++) expect(members(empty[i])).toBe("", empty[i]);
  });

  it("forgets the names of an object when it goes through an array", () => {
    const cursor = new JsonCursor();
    cursor.open(literal('{"a":1}'));
    cursor.next();
    cursor.open(literal("[2]"));
    cursor.next();
    expect(text(cursor.name) + text(cursor.value)).toBe("2");
  });
});

describe("memberOf", () => {
  it("finds a member by its name, however it is written", () => {
    expect(member('{"a":1,"b":[2]}', "b")).toBe("[2]");
    expect(member('{"https:\\/\\/example.com\\/roles":["x"]}', "https://example.com/roles")).toBe('["x"]');
    expect(member('{"\\u0061\\u006Cg":"none"}', "alg")).toBe('"none"');
    expect(member('{"":1}', "")).toBe("1");
  });

  it("looks only at the object's own names, whole", () => {
    expect(member('{"x":{"a":1},"y":"a","ab":2,"A":3}', "a")).toBe("absent");
    expect(member('{"a":1}', "ab")).toBe("absent");
  });

  it("finds nothing in what is no object", () => {
    expect(member('["a","b"]', "a")).toBe("absent");
    expect(member('"a"', "a")).toBe("absent");
    expect(member("", "a")).toBe("absent");
  });
});

describe("hasUniqueNames", () => {
  it("sees a name twice, however it is written", () => {
    expect(isUnique('{"alg":1,"kid":2}')).toBe(true);
    expect(isUnique('{"alg":1,"kid":2,"alg":1}')).toBe(false);
    expect(isUnique('{"alg":1,"\\u0061lg":2}')).toBe(false);
    expect(isUnique('{"a/b":1,"a\\/b":2}')).toBe(false);
    expect(isUnique('{"":1,"":2}')).toBe(false);
    expect(isUnique('{"a":1,"A":2}')).toBe(true);
  });

  it("looks only at the object's own names", () => {
    expect(isUnique('{"a":{"b":1,"b":2},"b":[{"a":1}]}')).toBe(true);
  });

  it("refuses more than 256 names, and one over 1 KiB", () => {
    expect(isUnique(manyNames(256))).toBe(true);
    expect(isUnique(manyNames(257))).toBe(false);
    expect(isUnique('{"' + "a".repeat(1022) + '":1}')).toBe(true);
    expect(isUnique('{"' + "a".repeat(1023) + '":1}')).toBe(false);
  });
});

describe("a value", () => {
  it("stands in its text without the space around it", () => {
    expect(text(valueOf(literal(" \n{ } \t")))).toBe("{ }");
    expect(text(valueOf(literal("\t-1\n")))).toBe("-1");
    expect(text(valueOf(literal(' "a b" ')))).toBe('"a b"');
  });

  it("is of one kind", () => {
    const values = ["{}", "[]", '"a"', "-1", "0", "9", "true", "null", "false", ""];
    const kinds = ["object", "array", "string", "number", "number", "number", "", "", "", ""];
    for (let i = 0; i < values.length; i++) expect(kindOf(values[i])).toBe(kinds[i], values[i]);
  });
});

function kindOf(json: string): string {
  const value = literal(json);
  let kind = "";
  if (isObject(value)) kind += "object";
  if (isArray(value)) kind += "array";
  if (isString(value)) kind += "string";
  if (isNumber(value)) kind += "number";
  return kind;
}
