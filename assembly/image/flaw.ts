/** What is wrong with an image; `Sound` is nothing. */
export enum Flaw {
  Sound,
  Truncated,
  NotAnImage,
  Format,
  Checksum,
  Section,
  Names,
  Attribute,
  Value,
  Program,
  Destination,
  Rule,
  Instruction,
  Selector,
  Shape,
  Slot,
  Case,
  Identity,
  TrustDomain,
  Limit,
  String,
}

/** The flaw in words, for the log. */
export function describe(flaw: Flaw): string {
  switch (flaw) {
    case Flaw.Truncated:
      return "is cut short or has bytes after its end";
    case Flaw.NotAnImage:
      return "is not a cellwall image";
    case Flaw.Format:
      return "has another format version than this module reads";
    case Flaw.Checksum:
      return "is damaged: its checksum is wrong";
    case Flaw.Section:
      return "has a section outside of it";
    case Flaw.Names:
      return "has a bad table of names";
    case Flaw.Attribute:
      return "has a bad attribute";
    case Flaw.Value:
      return "has a bad value";
    case Flaw.Program:
      return "has a bad condition";
    case Flaw.Destination:
      return "has a bad destination";
    case Flaw.Rule:
      return "has a bad rule";
    case Flaw.Instruction:
      return "has a bad instruction";
    case Flaw.Selector:
      return "has a bad selector";
    case Flaw.Shape:
      return "has a bad shape";
    case Flaw.Slot:
      return "has a bad index";
    case Flaw.Case:
      return "has a bad test case";
    case Flaw.Identity:
      return "has a bad issuer, API key, or place of them";
    case Flaw.TrustDomain:
      return "has a bad trust domain";
    case Flaw.Limit:
      return "has a bad limit";
    case Flaw.String:
      return "has a bad string";
    default:
      return "is sound";
  }
}
