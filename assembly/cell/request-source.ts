import { ABSENT, HeaderMapType, HeaderView, Slice, property, slice } from "../sdk/index";
import { CASE } from "../image/layout";

/** Where a request comes from: from the host, or from a test case. */
export abstract class RequestSource {
  /** Opens the request's headers; false when they can't be had. */
  abstract readHeaders(view: HeaderView): bool;
  /** An attribute by its path, parts separated by NUL, or `ABSENT`. */
  abstract property(path: Slice): Slice;
}

/** The request of the current callback. */
@final
export class HostRequest extends RequestSource {
  readHeaders(view: HeaderView): bool {
    return view.read(HeaderMapType.RequestHeaders);
  }

  property(path: Slice): Slice {
    return property(path);
  }
}

/** The request of a test case in an image. */
@final
export class CaseRequest extends RequestSource {
  private headers: Slice = ABSENT;
  private properties: HeaderView = new HeaderView();

  constructor(private image: usize) {
    super();
  }

  /** Stands for another case, by the address of its record. */
  open(record: usize): void {
    this.headers = this.pairs(load<u32>(record, CASE.HEADERS), load<u32>(record, CASE.HEADERS_SIZE));
    const properties = load<u32>(record, CASE.PROPERTIES);
    this.properties.open(this.pairs(properties, load<u32>(record, CASE.PROPERTIES_SIZE)));
  }

  readHeaders(view: HeaderView): bool {
    return view.open(this.headers);
  }

  property(path: Slice): Slice {
    return this.properties.first(path);
  }

  private pairs(offset: u32, size: u32): Slice {
    return slice(this.image + offset, size);
  }
}
