// More of a search: what is looked through first when there are too many candidates, and frames.

import { documentIn, finders, list, textIn } from "../finder.js";
import { attempt, attribute, getter, page } from "../natives.js";
import { says } from "./sift.js";

const childCount = getter(page.Element, "childElementCount");

/** Puts those members of the pool first that say one of these texts; returns how many they are. */
export const finder_sort = (token, texts) => {
  const self = finders[token];
  const wanted = { __proto__: null, texts: list(texts) };
  const first = [];
  const rest = [];
  for (let at = 0; self && at < self.pool.length; at++) {
    const node = self.pool[at];
    // What holds many elements says everything, and takes long to say it.
    const isSmall = childCount(node) < 4;
    const its = isSmall && (says(wanted, textIn(node)) || says(wanted, attribute(node, "value") ?? attribute(node, "title") ?? ""));
    if (its) first[first.length] = node;
    else rest[rest.length] = node;
  }
  const count = first.length;
  for (let at = 0; at < rest.length; at++) first[first.length] = rest[at];
  if (self) self.pool = first;
  return count;
};

/** The document in a frame element, when it is of the same origin. */
export const frame_document = (node) => attempt(() => documentIn(node)) ?? undefined;
