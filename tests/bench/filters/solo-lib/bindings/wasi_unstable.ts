/** The one WASI function that `@solo-io/proxy-runtime` 0.1.8 imports; the module left AssemblyScript's library in 0.20. */

@external("wasi_snapshot_preview1", "proc_exit")
export declare function proc_exit(code: u32): void;
