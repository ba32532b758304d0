// The second look: what a search knows of its target has not settled it, so the whole page is compared with a record of the
// target. The module for that is fetched when it is first wanted. Looks are rare: after a change the page is left alone for a
// while. The module gives up on pages that are too large, and reads others bit by bit.

import { finders, soon } from "../finder.js";
import { attempt, doc, getter, method, now, page } from "../natives.js";

const { Promise, URL, setTimeout } = page;
const then = method(Promise, "then");
const addressOf = getter(URL, "href");

/** There are answers of a second look. */
const SECOND = 16;
/** How long a page is left alone before it is read, and between two looks for the same. */
const REST_MS = 300;
const PAUSE_MS = 1500;

let opening;

/** The module; fetched once, and not again when that fails. */
const open = () => {
  opening ??= then(import(addressOf(new URL("./lotse-retrace.js", import.meta.url))), (module) => module.open());
  return opening;
};

/** Asks for a look at what a search cannot find, by its record. Asked again while one is due, nothing changes. */
export const second_look = (token, find, record) => {
  const self = finders[token];
  if (!self) return;
  self.seconds ??= { __proto__: null };
  const second = (self.seconds[find] ??= { __proto__: null, at: -PAUSE_MS });
  if (second.isDue) return;
  second.isDue = true;
  const pause = second.at + PAUSE_MS - now();
  setTimeout(() => {
    if (finders[token] !== self || self.seconds[find] !== second) return;
    const answer = (found) => {
      second.isDue = false;
      second.at = now();
      if (finders[token] !== self || self.seconds[find] !== second || !found) return;
      second.node = found.element;
      second.evidence = found.evidence;
      soon(self, SECOND);
    };
    const compare = (look) => then(look(doc, record), answer, () => answer());
    // Without the module there is no second look, and none is asked for again.
    attempt(() => then(open(), compare, () => {}));
  }, pause > REST_MS ? pause : REST_MS);
};

/** What the last look has found; told once. */
export const second_answer = (token, find) => {
  const second = finders[token]?.seconds?.[find];
  const node = second?.node;
  if (second) second.node = undefined;
  return node;
};

/** By what it was found, and what would be recorded of it now. */
export const second_evidence = (token, find) => finders[token].seconds[find].evidence;
