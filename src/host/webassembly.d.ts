/** The part of Node's WebAssembly that the host uses; @types/node 20 leaves it to the DOM library, which we do without. */
declare namespace WebAssembly {
  type Imports = Record<string, Record<string, (...args: never[]) => number | undefined>>;
  type ExternKind = "function" | "table" | "memory" | "global" | "tag";

  class Module {
    constructor(bytes: Uint8Array);
    static exports(module: Module): { readonly name: string; readonly kind: ExternKind }[];
    static imports(
      module: Module,
    ): { readonly module: string; readonly name: string; readonly kind: ExternKind }[];
  }

  class Memory {
    readonly buffer: ArrayBuffer;
  }

  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Readonly<Record<string, unknown>>;
  }
}
