// The second look as an ES module: `open()` fetches the WebAssembly beside it; its answer finds the element of a record.

import load, { look } from "lotse-glue";
import { read } from "./page.js";

/** Resolves to `(document, record) => element or undefined`. */
export const open = async () => {
  await load({ module_or_path: new URL("./lotse-retrace.wasm", import.meta.url) });
  return (document, record) => {
    const page = read(document);
    return page.nodes[look(page.text, record)];
  };
};
