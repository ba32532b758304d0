// The second look as an ES module: `open()` fetches the WebAssembly beside it; its answer finds the element of a record. The page is
// read and compared in slices, and between two of them it is the page's turn.

import load, { Look } from "lotse-glue";
import { reading } from "./page.js";

/** How long a page is read in one go, in milliseconds. */
const SLICE_MS = 6;
/** Pages of more nodes than this, texts included and long lists shortened, are not compared. */
const MOST_NODES = 10_000;

const { MessageChannel, Promise, TextEncoder, performance } = globalThis;
/** Behind what waits already; a timer would be held back. */
const turn = () =>
  new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => done(port1.close());
    port2.postMessage(0);
  });

const compare = async (document, record) => {
  const page = reading(document);
  while (!page.step(performance.now() + SLICE_MS)) {
    if (page.nodes.length > MOST_NODES) return undefined;
    await turn();
  }
  if (page.nodes.length > MOST_NODES) return undefined;
  await turn();
  const look = new Look(new TextEncoder().encode(page.text()));
  try {
    for (let until = performance.now() + SLICE_MS; !look.step(); ) {
      if (performance.now() < until) continue;
      await turn();
      until = performance.now() + SLICE_MS;
    }
    await turn();
    const element = page.nodes[look.find(record)];
    // The page may have gone on meanwhile.
    return element?.isConnected ? { element, evidence: look.evidence() } : undefined;
  } finally {
    look.free();
  }
};

/** Resolves to `async (document, record) => { element, evidence } or undefined`. */
export const open = async () => {
  await load({ module_or_path: new URL("./lotse-retrace.wasm", import.meta.url) });
  return compare;
};
