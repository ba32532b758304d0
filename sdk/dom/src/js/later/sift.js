// What a change may mean for what is searched for: a first test that is cheap enough for ten thousand changes a second.

import { dataOf, has, nameOf, queryIn, shadowOf, typeOf } from "../facts.js";
import { HOT, STATE, WARM, contains, finders, set_sift, soon, sweep, sweepAll, textIn } from "../finder.js";
import { matches, matchesOf, method, page } from "../natives.js";

const hasAttributes = method(page.Element, "hasAttributes");
/** Where more has changed at once, everything is looked at when there is time. */
const MAX_RECORDS = 5000;

/** Letter by letter: what is written with other capitals is found too, but not at once. */
export const says = (self, text) => {
  for (let at = 0; at < self.texts.length; at++) if (has(text, self.texts[at])) return HOT;
  return 0;
};

const HOSTS = " article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span ";
/** Tags that hold no tree of their own, and tags of the kind that is waited for; remembered, as each is asked of all that is added. */
const isLeaf = (self, tag) => (self.leaves[tag] ??= !(tag === "iframe" || has(tag, "-") || has(HOSTS, ` ${tag} `)));
const isOfKind = (self, tag) => (self.kinds[tag] ??= has(`,${self.kind},`, `,${tag},`));

const finds = (node, query, isParent) => query && (matchesOf(node, query) || (isParent && queryIn(node, query)));

// What this and the rest read of nodes and records they read directly: it is done ten thousand times a second, writes
// nothing, and a form whose fields are called like these properties is only looked at more closely than need be.
const added = (self, node) => {
  const type = node.nodeType;
  if (type === 8) return 0;
  if (type === 3) return self.texts.length ? says(self, dataOf(node)) : 0;
  if (type !== 1 && typeOf(node) !== 1) return 0;
  const isParent = node.firstElementChild;
  const tag = node.localName;
  if (isParent || (!isLeaf(self, tag) && (shadowOf(node) || tag === "iframe" || has(nameOf(node), "-")))) {
    const count = self.roots.length;
    sweep(self, node);
    // A tree that came along is looked at as a whole, by the search itself.
    if (self.roots.length > count) return HOT;
  }
  if (self.texts.length && says(self, textIn(node))) return HOT;
  // Matching a long list takes longer than everything else here; most of what comes and goes is bare.
  if (!isParent && self.isBareless && !hasAttributes(node)) return isOfKind(self, tag) ? WARM : 0;
  return finds(node, self.either, isParent) ? (finds(node, self.hot, isParent) ? HOT : WARM) : 0;
};

const touches = (self, node) => {
  for (let at = 0; at < self.watched.length; at++) {
    if (contains(node, self.watched[at]) || contains(self.watched[at], node)) return STATE;
  }
  return 0;
};

const matchesHot = (self, node) => (self.hot && matches(node, self.hot) ? HOT : self.kind && matches(node, self.kind) ? WARM : 0);

/** Whether only elements with attributes can fit any of these queries: they end in one, or ask for an id alone. */
const isBareless = (queries) => {
  for (let at = 0; at < queries.length; at++) {
    const query = queries[at];
    if (query[query.length - 1] !== "]" && (query[0] !== "#" || has(query, " ") || has(query, ",") || has(query, ">"))) return false;
  }
  return true;
};

set_sift((self, records) => {
  if (!self.kinds) {
    self.kinds = { __proto__: null };
    self.leaves ??= { __proto__: null };
    self.isBareless = isBareless(self.queries);
  }
  const isWaiting = self.either || self.texts.length;
  const count = records.length;
  if (count > MAX_RECORDS) return (isWaiting ? WARM : 0) | STATE;
  let news = 0;
  for (let at = 0; at < count && !(news & HOT); at++) {
    const record = records[at];
    const kind = record.type;
    if (kind === "childList") {
      const nodes = record.addedNodes;
      for (let node = 0, all = nodes.length; node < all; node++) news |= added(self, nodes[node]);
    } else if (isWaiting && kind === "characterData") news |= self.texts.length ? says(self, dataOf(record.target)) : 0;
    else if (isWaiting && kind === "attributes") news |= matchesHot(self, record.target);
    if (self.watched.length && !(news & STATE)) news |= touches(self, record.target);
  }
  return news;
});

// What changed until now may have brought something better than what was found.
for (const token in finders) soon(finders[token], HOT);

/** Looks for trees that came along unseen. */
export const finder_sweep = (token) => finders[token] && sweepAll(finders[token]);
