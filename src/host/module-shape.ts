import { BinaryReader, type IExportEntry, type IImportEntry, type Type } from "wasmparser";

/** A function's parameter and result types, or what stands in its place in the type index space. */
export interface FunctionType {
  readonly parameters: readonly Type[];
  readonly results: readonly Type[];
}

export type Kind = "function" | "table" | "memory" | "global" | "tag";

export interface Import {
  readonly module: string;
  readonly name: string;
  readonly kind: Kind;
  /** Of a function. */
  readonly type?: FunctionType | undefined;
}

export interface Export {
  readonly name: string;
  readonly kind: Kind;
  /** Of a function. */
  readonly type?: FunctionType | undefined;
  /** Of a global. */
  readonly content?: Type | undefined;
}

/** What a module shows of itself, without its code. */
export interface ModuleShape {
  readonly imports: readonly Import[];
  readonly exports: readonly Export[];
  /** Initial and greatest size of each memory, in pages of 64 KiB; `maximum` may be absent. */
  readonly memories: readonly { readonly initial: number; readonly maximum?: number }[];
  readonly hasStart: boolean;
}

/** Numbers of wasmparser's `BinaryReaderState` and of WebAssembly's sections, whose enums exist only at its compile time. */
const STATE = {
  ERROR: -1,
  END_WASM: 2,
  BEGIN_SECTION: 3,
  TYPE: 11,
  IMPORT: 12,
  FUNCTION: 13,
  MEMORY: 15,
  EXPORT: 17,
  START: 22,
  TAG: 23,
  BEGIN_GLOBAL: 39,
};
const SECTIONS_READ: ReadonlySet<number> = new Set([1, 2, 3, 4, 5, 6, 7, 8, 13]);
const KINDS: readonly Kind[] = ["function", "table", "memory", "global", "tag"];

/**
 * Reads all sections but code and data. WebAssembly with GC types and exceptions too, which Node 20 cannot
 * compile but Envoy can.
 * @throws {Error} when the bytes are no module, or one that is damaged
 */
export function readModuleShape(bytes: Uint8Array): ModuleShape {
  const reader = new BinaryReader();
  const shape = new ShapeBuilder();
  const buffer = Uint8Array.from(bytes).buffer;
  reader.setData(buffer, 0, buffer.byteLength);
  while (reader.read() && reader.state !== STATE.ERROR && reader.state !== STATE.END_WASM) {
    if (reader.state === STATE.BEGIN_SECTION && !SECTIONS_READ.has((reader.result as { id: number }).id)) {
      reader.skipSection();
    } else {
      shape.take(reader.state, reader.result);
    }
  }
  if (reader.state === STATE.ERROR) throw reader.error;
  if (reader.state !== STATE.END_WASM) throw new Error("it ends too early");
  return shape;
}

class ShapeBuilder implements ModuleShape {
  readonly memories: { initial: number; maximum?: number }[] = [];
  hasStart = false;
  private readonly types: FunctionType[] = [];
  private readonly functions: number[] = [];
  private readonly globals: Type[] = [];
  private readonly importEntries: IImportEntry[] = [];
  private readonly exportEntries: IExportEntry[] = [];

  get imports(): Import[] {
    return this.importEntries.map(({ module, field, kind, funcTypeIndex }) => ({
      module: text(module),
      name: text(field),
      kind: kindOf(kind),
      type: funcTypeIndex === undefined ? undefined : this.types[funcTypeIndex],
    }));
  }

  get exports(): Export[] {
    return this.exportEntries.map(({ field, kind, index }) => ({
      name: text(field),
      kind: kindOf(kind),
      type: kindOf(kind) === "function" ? this.types[this.functions[index] ?? -1] : undefined,
      content: kindOf(kind) === "global" ? this.globals[index] : undefined,
    }));
  }

  /** One event of the reader; the shape of `result` goes with `state`. */
  // biome-ignore lint/suspicious/noExplicitAny: wasmparser types the result as a union without a tag
  take(state: number, result: any): void {
    if (state === STATE.TYPE)
      this.types.push({ parameters: result.params ?? [], results: result.returns ?? [] });
    else if (state === STATE.FUNCTION) this.functions.push(result.typeIndex);
    else if (state === STATE.BEGIN_GLOBAL) this.globals.push(result.type.contentType);
    else if (state === STATE.MEMORY) this.memories.push(result.limits);
    else if (state === STATE.EXPORT) this.exportEntries.push(result);
    else if (state === STATE.START) this.hasStart = true;
    else if (state === STATE.IMPORT) this.takeImport(result);
  }

  private takeImport(entry: IImportEntry): void {
    this.importEntries.push(entry);
    const kind = kindOf(entry.kind);
    if (kind === "function") this.functions.push(entry.funcTypeIndex ?? -1);
    if (entry.type && "contentType" in entry.type) this.globals.push(entry.type.contentType);
    else if (kind === "memory" && entry.type && "limits" in entry.type) this.memories.push(entry.type.limits);
  }
}

function kindOf(number: number): Kind {
  return KINDS[number] ?? "tag";
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("utf8");
}
