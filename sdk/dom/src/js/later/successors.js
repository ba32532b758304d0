// What a page has put in the place of an element that was found: a page that draws a part of itself anew tells which, so that
// nothing has to be searched for. Who it is, is for Rust to say.

import { contains, finders, set_lose, textIn } from "../finder.js";
import { getter, is_connected, page } from "../natives.js";

const { Element, Node } = page;
const up = getter(Node, "parentNode");
const below = getter(Element, "children");

/** Most records of which the places are compared, and most places on the way down to an element. */
const MOST_RECORDS = 500;
const MOST_CHILDREN = 200;
/** Most of a text that is compared, in code units. */
const MOST_TEXT = 20_000;

/** What came in the place of a found element may be known. */
const REPLACED = 32;

set_lose((self, records) => {
  // Those of the moment in which it went; they last until the next news.
  self.latest ??= records;
  return REPLACED;
});

/** What stands where a found element stood, while it does. */
export const finder_successor = (token, lost) => {
  const records = finders[token]?.records ?? [];
  for (let at = 0; at < records.length && at < MOST_RECORDS; at++) {
    const record = records[at];
    const gone = record.removedNodes;
    for (let of = 0; of < gone.length; of++) {
      const before = gone[of];
      if (!contains(before, lost)) continue;
      const now = record.addedNodes.length === gone.length ? record.addedNodes[of] : cameFor(before, record, records);
      const isSame = now?.nodeType === 1 && (before === lost || says(records, record.target, "removedNodes") === says(records, record.target, "addedNodes"));
      const node = isSame ? along(now, before, lost) : undefined;
      return node && is_connected(node) ? node : undefined;
    }
  }
  return undefined;
};

/** All that was taken out of an element, or put into it: where that is another text, the page shows something else there. */
const says = (records, target, nodes) => {
  let text = "";
  for (let at = 0; at < records.length && at < MOST_RECORDS; at++) {
    const each = records[at].target === target ? records[at][nodes] : [];
    for (let of = 0; of < each.length && text.length < MOST_TEXT; of++) text += textIn(each[of]);
  }
  return text;
};

/** What was added where `before` stood: between the same neighbours, or beside it while it was still there. */
const cameFor = (before, gone, records) => {
  for (let at = 0; at < records.length && at < MOST_RECORDS; at++) {
    const record = records[at];
    if (record.target !== gone.target || record.addedNodes.length !== 1 || record.removedNodes.length) continue;
    const isBetween = record.previousSibling === gone.previousSibling && record.nextSibling === gone.nextSibling;
    if (isBetween || record.nextSibling === before || record.previousSibling === before) return record.addedNodes[0];
  }
};

/** The element that is in `now` where `lost` was in `before`. */
const along = (now, before, lost) => {
  if (lost === before) return now;
  const holder = up(lost);
  const inside = along(now, before, holder);
  const others = below(holder);
  for (let at = 0; inside && at < others.length && at < MOST_CHILDREN; at++) {
    if (others[at] === lost) return below(inside)[at];
  }
};
