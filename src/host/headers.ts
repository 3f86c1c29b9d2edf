import { pairsSize, readPairs, writePairs } from "../envoy/pairs.js";
import { MAX_HEADER_MAP_TYPE, Status } from "./abi.js";
import type { HeaderMap } from "./header-map.js";
import type { HostFunctions, Vm } from "./vm.js";

export function headerFunctions(vm: Vm): HostFunctions {
  const { memory } = vm;
  const withMap = (type: number, use: (map: HeaderMap) => Status): Status => {
    const map = type >>> 0 > MAX_HEADER_MAP_TYPE ? undefined : vm.current().headers(type);
    return map ? use(map) : Status.BadArgument;
  };
  return {
    proxy_get_header_map_value(
      type: number,
      name: number,
      nameSize: number,
      valueOut: number,
      sizeOut: number,
    ) {
      return withMap(type, (map) => {
        const value = map.get(memory.text(name, nameSize));
        if (value === undefined) return Status.NotFound;
        memory.give(Buffer.from(value, "latin1"), valueOut, sizeOut);
        return Status.Ok;
      });
    },
    proxy_add_header_map_value(
      type: number,
      name: number,
      nameSize: number,
      value: number,
      valueSize: number,
    ) {
      return withMap(type, (map) => {
        map.add(memory.text(name, nameSize), memory.text(value, valueSize));
        return Status.Ok;
      });
    },
    proxy_replace_header_map_value(
      type: number,
      name: number,
      nameSize: number,
      value: number,
      valueSize: number,
    ) {
      return withMap(type, (map) => {
        map.replace(memory.text(name, nameSize), memory.text(value, valueSize));
        return Status.Ok;
      });
    },
    proxy_remove_header_map_value(type: number, name: number, nameSize: number) {
      return withMap(type, (map) => {
        map.remove(memory.text(name, nameSize));
        return Status.Ok;
      });
    },
    proxy_get_header_map_pairs(type: number, pairsOut: number, sizeOut: number) {
      return withMap(type, ({ pairs }) => {
        const size = pairs.length === 0 ? 0 : pairsSize(pairs);
        const pointer = size === 0 ? 0 : memory.allocate(size);
        if (size > 0) writePairs(pairs, memory.view(pointer, size));
        memory.setWord(pairsOut, pointer);
        memory.setWord(sizeOut, size);
        return Status.Ok;
      });
    },
    proxy_set_header_map_pairs(type: number, pairs: number, size: number) {
      return withMap(type, (map) => {
        map.set(readPairs(memory.view(pairs, size)));
        return Status.Ok;
      });
    },
    proxy_get_header_map_size(type: number, sizeOut: number) {
      return withMap(type, (map) => {
        memory.setWord(sizeOut, map.byteSize);
        return Status.Ok;
      });
    },
  };
}
