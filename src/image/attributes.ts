import { MAX } from "./layout.js";
import type { PlannedAttribute } from "./plan.js";
import { ImageTooLargeError } from "./too-large.js";

/** The attributes of an image; an attribute's id is its place. */
export class AttributeTable {
  private readonly ids = new Map<string, number>();

  /** @throws {ImageTooLargeError} */
  constructor(readonly list: readonly PlannedAttribute[]) {
    if (list.length > MAX.ATTRIBUTES)
      throw new ImageTooLargeError(`${list.length} attributes`, MAX.ATTRIBUTES);
    list.forEach((attribute, id) => {
      this.ids.set(attributeName(attribute), id);
    });
  }

  /** The place of an attribute that the table was made with. */
  idOf(attribute: PlannedAttribute): number {
    const id = this.ids.get(attributeName(attribute));
    if (id === undefined) throw new Error(`\`${attribute.name}\` is missing from the plan's attributes`);
    return id;
  }
}

/** A text that no other attribute has. */
export function attributeName({ name, header, query }: PlannedAttribute): string {
  return `${name} ${header ?? query ?? ""}`;
}
