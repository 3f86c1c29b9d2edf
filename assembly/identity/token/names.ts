import { isString } from "../../bytes/json/members";
import { says } from "../../bytes/json/string";
import { Slice, isPresent } from "../../bytes/slice";

/** Whether JSON is a string and says a text; nothing says what is absent. */
export function saysExactly(json: Slice, text: Slice): bool {
  return isString(json) && isPresent(text) && says(json, text);
}

/** The place of what a JSON string says among some texts; -1 when it says none of them or is no string. */
export function placeOf(json: Slice, texts: StaticArray<Slice>): i32 {
  for (let i = 0; i < texts.length; i++) if (saysExactly(json, unchecked(texts[i]))) return i;
  return -1;
}
