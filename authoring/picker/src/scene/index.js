// The recorder as an ES module: `init` once, `record(element)` to evidence, `resolve(evidence, document)` to an element or none.
// A page is read once and again when it has changed.

import load, { Scene } from "lotse-glue";
import { read } from "../../../../sdk/retrace/src/page.js";

const REASONS = ["", "empty", "weak", "ambiguous", "claimed"];
let scene;
let nodes = [];
let indexes = new Map();
let seen;
let model;
const observer = new MutationObserver(() => reset());

/** Loads the module, and weights to be judged instead of the shipped ones where there are any. */
export const init = async () => {
  await load({ module_or_path: new URL("./lotse_picker_bg.wasm", import.meta.url) });
  model = await fetch(new URL("./model.json", import.meta.url)).then((answer) => answer.text(), () => "null");
};

/** Forgets the page. */
export const reset = () => {
  observer.disconnect();
  scene?.free();
  scene = seen = undefined;
};

const look = (document) => {
  if (observer.takeRecords().length > 0) reset();
  if (scene && seen === document) return;
  reset();
  const page = read(document, (name) => name.startsWith("data-bench-"));
  scene = new Scene(new TextEncoder().encode(page.text));
  if (model !== "null") scene.decide_by(model);
  nodes = page.nodes;
  indexes = undefined;
  seen = document;
  const options = { subtree: true, childList: true, attributes: true, characterData: true };
  for (const root of page.roots) observer.observe(root, options);
};

/** Evidence for an element, as JSON; null when it cannot be seen or is a mere container. */
export const record = (element) => {
  look(globalThis.document);
  indexes ??= new Map(nodes.map((node, at) => [node, at]));
  const at = indexes.get(element);
  return at === undefined ? null : JSON.parse(scene.record(at) || "null");
};

/** The element, or none with the best guess and the reason. */
export const resolve = (evidence, document) => {
  look(document);
  const [node, isMatch, certainty, reason] = scene.resolve(JSON.stringify(evidence));
  const candidate = nodes[node] ?? null;
  const confidence = 1 / (1 + Math.exp(-certainty / 256));
  return { element: isMatch ? candidate : null, confidence, candidate, reason: REASONS[reason] };
};
