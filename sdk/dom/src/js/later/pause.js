// When a finder hears nothing: while nobody looks for anything, and for moments in a page that changes without a pause.

import { typeOf } from "../facts.js";
import { HOT, SHORTEST_REST_MS, due, finders, queryAll, set_storm, sweepAll, textIn, unhear, wake } from "../finder.js";
import { unobserveTree } from "../guards.js";
import { attempt, attribute, doc, method, now, page, rootElement } from "../natives.js";

const { clearTimeout, setTimeout } = page;
const indexOf = method(page.String, "indexOf");

/** The longest rest, and how many times longer one is than the look after it took. */
const LONGEST_REST_MS = 3000;
const REST_SHARE = 1000;

set_storm((self) => {
  // What is there is known.
  if (!self.seen) differs(self);
  self.look = () => look(self);
  unobserveTree(self.observer);
  clearTimeout(self.rest);
  self.rest = setTimeout(() => attempt(self.look), self.restMs ?? SHORTEST_REST_MS);
});

const look = (self) => {
  const begun = now();
  const count = self.roots.length;
  sweepAll(self);
  const news = differs(self) || self.roots.length > count ? HOT : 0;
  self.heardAt = now();
  self.restMs = (self.heardAt - begun) * REST_SHARE;
  self.restMs = self.restMs < SHORTEST_REST_MS ? SHORTEST_REST_MS : self.restMs > LONGEST_REST_MS ? LONGEST_REST_MS : self.restMs;
  wake(self);
  if (news) due(self, news);
};

/** Whether other elements than before fit what is searched for, have other names, or say other texts. */
const differs = (self) => {
  const before = self.seen ?? [];
  const seen = (self.seen = []);
  for (let at = 0; at < self.roots.length; at++) {
    const root = self.roots[at];
    const found = self.either ? attempt(() => queryAll[typeOf(root)](root, self.either)) : undefined;
    for (let of = 0; found && of < found.length; of++) {
      seen[seen.length] = found[of];
      seen[seen.length] = attribute(found[of], "aria-label");
    }
    const text = attempt(() => textIn(typeOf(root) === 9 ? rootElement(root) : root)) ?? "";
    for (let of = 0; of < self.texts.length; of++) {
      for (let from = indexOf(text, self.texts[of]); from >= 0; from = indexOf(text, self.texts[of], from + 1)) seen[seen.length] = of;
    }
  }
  let isSame = seen.length === before.length;
  for (let at = 0; isSame && at < seen.length; at++) isSame = seen[at] === before[at];
  return !isSame;
};

/** Rests until something is looked for again. What is looked for at once, as by the next step, finds all trees as they are known. */
export const finder_rest = (token) => {
  const self = finders[token];
  if (self) self.idle = setTimeout(() => attempt(() => forsake(self)));
};

const forsake = (self) => {
  unobserveTree(self.observer);
  clearTimeout(self.rest);
  self.rest = 0;
  for (let at = 0; at < self.frames.length; at++) unhear(self, self.frames[at]);
  unhear(self, doc);
  self.roots = [];
  self.frames = [];
  self.bare = [];
  self.pool = [];
  self.key = undefined;
};
