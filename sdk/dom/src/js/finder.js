// The page as a search sees it: every tree it can reach (document, open shadow roots, frames of the same origin), one observer
// over all of them, and a first test of what changed (`later/sift.js`). Rust is called only when something that a search waits for
// may have come.

import { FIELD, ITEM, allBelow, facts, forget, has, hostOf, nameOf, shadowOf, state, typeOf } from "./facts.js";
import { add, drop, hold, observeSize, observeTree, tell, unobserveSize, unobserveTree } from "./guards.js";
import { attempt, connected, doc, getter, matchesOf, method, now, page, queryAllIn, readable, rootElement, split, windowOf } from "./natives.js";

const { Document, Element, HTMLIFrameElement, MessageChannel, MutationObserver, Node } = page;
const { ResizeObserver, clearTimeout, setTimeout } = page;
const unwatchSize = method(ResizeObserver, "unobserve");
const post = method(page.MessagePort, "postMessage");
const close = method(page.MessagePort, "close");
export const contains = method(Node, "contains");
export const documentIn = getter(HTMLIFrameElement, "contentDocument");
export const textIn = getter(Node, "textContent");
const walker = method(Document, "createTreeWalker");
const nextIn = method(page.TreeWalker, "nextNode");
export const queryAll = { __proto__: null, 1: method(Element, "querySelectorAll"), 9: queryAllIn, 11: allBelow };
const whenDefined = method(page.CustomElementRegistry, "whenDefined");
const then = method(page.Promise, "then");

/** Something a search waits for may be there: look at once. */
export const HOT = 1;
/** Something of the kind a search waits for is there: look when there is time. */
export const WARM = 2;
/** Something may have happened to an element that was found. */
export const STATE = 4;
/** All of the code is there: what is not certain may be looked at again. */
const WHOLE = 64;
/** A slice of work that was put off is due. */
const SLICE = 8;
/** Elements of the page's own kinds that may still get a shadow root, which nothing announces. */
const MAX_BARE = 100;
/** Shortest pause between two looks while the first test is a coarse one. */
const COARSE_MS = 100;
/** Where more has changed at once, everything is looked through instead of all that changed. */
const MAX_RECORDS = 5000;
/** Calls in a row, each sooner than the shortest rest after the one before, that make a storm. */
const CALLS = 8;
/** The shortest rest. */
export const SHORTEST_REST_MS = 250;
const EVENTS = ["input", "change", "click", "keyup", "focusin", "focusout", "toggle", "transitionend", "animationend", "load"];
/** Attributes that can make something appear or give it another name. */
const APPEARING = ["id", "name", "role", "aria-label", "aria-labelledby", "title", "hidden"];
export const finders = { __proto__: null };

export const list = (text) => (text ? split(text, FIELD) : []);

/** Tells Rust in a task of its own, so that what the host does with the same event is done. */
export const soon = (self, news) => {
  self.news |= news;
  if (self.isPosted) return;
  self.isPosted = true;
  post(self.channel.port2, 0);
};

/** Tells Rust now, or when its pace allows. */
export const due = (self, news) => {
  self.news |= news;
  // What the coarse test says is urgent for somebody who waits, and for nobody else.
  const soonest = isSifted || self.isHurried ? 0 : now() + COARSE_MS;
  const paced = self.news & HOT ? self.hotAt : self.warmAt;
  const at = paced > soonest ? paced : soonest;
  const delay = at - now();
  if (delay <= 0) return tell(self.token);
  if (self.timer && self.timerAt <= at) return;
  clearTimeout(self.timer);
  self.timerAt = at;
  self.timer = setTimeout(() => {
    self.timer = 0;
    tell(self.token);
  }, delay);
};

/** Adds a tree and every tree inside it; ours is none of the page's. */
const enter = (self, root) => {
  if (typeOf(root) === 11 && nameOf(hostOf(root)) === "lotse-stage") return;
  for (let at = 0; at < self.roots.length; at++) if (self.roots[at] === root) return;
  self.roots[self.roots.length] = root;
  attempt(() => observeTree(self.observer, root, self.options));
  if (typeOf(root) === 9) {
    for (let at = 0; at < EVENTS.length; at++) attempt(() => add(root, EVENTS[at], self.heard, true));
    if (root !== doc) self.frames[self.frames.length] = root;
  }
  sweep(self, root);
};

/** Enters the shadow roots that elements have got since they were seen; whether there were any. */
const ripen = (self) => {
  const before = self.bare;
  const count = self.roots.length;
  self.bare = [];
  for (let at = 0; at < before.length; at++) {
    const root = shadowOf(before[at]);
    if (root) enter(self, root);
    else if (connected(before[at])) self.bare[self.bare.length] = before[at];
  }
  return self.roots.length > count ? HOT : 0;
};

/** Looks for trees inside a tree. What gets its shadow root later than its place in the page is waited for by name. */
export const sweep = (self, from) => {
  const walk = walker(typeOf(from) === 9 ? from : from.ownerDocument, from, 1);
  for (let node = typeOf(from) === 1 ? from : nextIn(walk); node; node = nextIn(walk)) {
    const root = shadowOf(node);
    if (root) enter(self, root);
    else {
      const name = nameOf(node);
      if (name === "iframe") {
        const inner = attempt(() => documentIn(node));
        if (inner && rootElement(inner)) enter(self, inner);
      } else if (has(name, "-") && self.bare.length < MAX_BARE) self.bare[self.bare.length] = node;
    }
  }
  const late = queryAll[typeOf(from)](from, ":not(:defined)");
  for (let at = 0; at < late.length; at++) {
    const name = nameOf(late[at]);
    if (self.names[name]) continue;
    self.names[name] = true;
    attempt(() => then(whenDefined(page.customElements, name), () => finders[self.token] && (sweepAll(self), due(self, HOT))));
  }
};

const isLive = (root) => (typeOf(root) === 11 ? connected(hostOf(root)) : root === doc || !!attempt(() => windowOf(root)?.frameElement?.isConnected));

export const sweepAll = (self) => {
  const before = self.roots;
  self.roots = [];
  self.frames = [];
  self.bare = [];
  for (let at = 0; at < before.length; at++) if (isLive(before[at])) keep(self, before[at]);
  const count = self.roots.length;
  for (let at = 0; at < count; at++) sweep(self, self.roots[at]);
};

const keep = (self, root) => {
  self.roots[self.roots.length] = root;
  if (typeOf(root) === 9 && root !== doc) self.frames[self.frames.length] = root;
};

// --- the first test

/**
 * What changes may mean: bits of news. To begin with, that all that is waited for may have come; `later/sift.js` knows better.
 * How often that is looked at depends on how long it takes.
 */
let sift = (self, records) => {
  const count = records.length;
  if (count > MAX_RECORDS) sweepAll(self);
  for (let at = 0; at < count && count <= MAX_RECORDS; at++) {
    const nodes = records[at].addedNodes;
    for (let node = 0; node < nodes.length; node++) if (typeOf(nodes[node]) === 1) sweep(self, nodes[node]);
  }
  return (self.either || self.texts.length ? HOT : 0) | (self.watched.length ? STATE : 0);
};
let isSifted;
export const set_sift = (act) => {
  sift = act;
  isSifted = true;
};

/** What is done when a found element has gone: bits of news. */
let lose = () => 0;
export const set_lose = (act) => { lose = act; };

const changed = (self, records) => {
  let news = self.bare.length ? ripen(self) : 0;
  news |= sift(self, records);
  for (let at = 0; at < self.watched.length; at++) {
    if (connected(self.watched[at])) continue;
    news |= HOT | STATE | lose(self, records);
  }
  if (news & (HOT | WARM)) due(self, news);
  else if (news) soon(self, news);
};

/** One query of those that this browser understands. */
const usable = (queries) => {
  const each = list(queries);
  let out = "";
  for (let at = 0; at < each.length; at++) {
    if (attempt(() => (matchesOf(rootElement(doc), each[at]), true))) out += (out && ",") + each[at];
  }
  return out;
};

// --- a page that changes without a pause
//
// Being called for every change then costs more than looking at everything now and then. So while nobody waits, the observer
// rests for a moment and a look follows (`later/pause.js`). Every rest is begun by a change; where nothing changes, nothing runs.

let storm = () => {};

/** What is done while a page changes without a pause. */
export const set_storm = (rest) => {
  storm = rest;
};

const heard = (self, records) => {
  changed(self, records);
  const at = now();
  self.calls = at - self.heardAt < SHORTEST_REST_MS ? self.calls + 1 : 0;
  self.heardAt = at;
  if (self.calls < CALLS || self.isHurried || self.watched.length) return;
  storm(self);
};

/** Hears again. */
export const wake = (self) => {
  if (!self.rest) return;
  clearTimeout(self.rest);
  self.rest = 0;
  for (let at = 0; at < self.roots.length; at++) attempt(() => observeTree(self.observer, self.roots[at], self.options));
};

// --- for Rust

/** Begins. The number names the finder and is told to the door when there is news. */
export const finder_open = () =>
  hold((token) => {
    const channel = new MessageChannel();
    const self = { __proto__: null, token, channel, news: 0, roots: [], frames: [], names: { __proto__: null }, watched: [], texts: [], pool: [], bare: [] };
    self.hotAt = self.warmAt = self.heardAt = self.calls = self.rest = 0;
    self.hot = self.kind = self.either = "";
    self.heard = (event) => {
      const isLoad = event.type === "load";
      if (isLoad && nameOf(event.target) !== "iframe") return;
      if (isLoad) sweepAll(self);
      if (isLoad || self.watched.length) soon(self, isLoad ? HOT : STATE);
    };
    self.observer = new MutationObserver((records) => attempt(() => heard(self, records)));
    self.sizes = attempt(() => new ResizeObserver(() => soon(self, STATE)));
    channel.port1.onmessage = () => {
      self.isPosted = false;
      tell(token);
    };
    finders[token] = self;
    return () => {
      delete finders[token];
      unobserveTree(self.observer);
      if (self.sizes) unobserveSize(self.sizes);
      clearTimeout(self.timer);
      clearTimeout(self.rest);
      clearTimeout(self.idle);
      close(channel.port1);
      for (let at = 0; at < self.frames.length; at++) unhear(self, self.frames[at]);
      unhear(self, doc);
      self.roots = self.watched = self.pool = [];
    };
  });

export const unhear = (self, root) => {
  for (let at = 0; at < EVENTS.length; at++) attempt(() => drop(root, EVENTS[at], self.heard, true));
};

/** What there is news of, as bits; read once. */
export const finder_news = (token) => {
  const self = finders[token];
  const news = (self?.news ?? 0) | (isSifted ? WHOLE : 0);
  if (self) {
    self.news = 0;
    self.records = self.latest;
    self.latest = undefined;
  }
  return news;
};

/** Says what searches wait for: queries, texts and the attributes that the queries look at, each parted by U+001F. */
export const finder_interest = (token, hot, kind, texts, attributes, watches) => {
  const self = finders[token];
  if (!self) return;
  clearTimeout(self.idle);
  self.hot = usable(hot);
  self.kind = usable(kind);
  self.either = self.hot && self.kind ? `${self.hot},${self.kind}` : self.hot || self.kind;
  self.queries = list(hot);
  self.kinds = undefined;
  self.texts = list(texts);
  self.seen = undefined;
  const filter = list(attributes);
  for (let at = 0; at < APPEARING.length; at++) filter[filter.length] = APPEARING[at];
  const key = watches ? "*" : attributes + ITEM + self.texts.length;
  if (self.key === key) return;
  self.key = key;
  self.options = { __proto__: null, childList: true, subtree: true, characterData: watches || self.texts.length > 0, attributes: true };
  if (!watches) self.options.attributeFilter = readable(filter);
  if (!self.roots.length) return enter(self, doc);
  for (let at = 0; at < self.roots.length; at++) attempt(() => observeTree(self.observer, self.roots[at], self.options));
};

/** The earliest moments for the next search, from now in milliseconds. */
export const finder_pace = (token, hot, warm) => {
  const self = finders[token];
  if (!self) return;
  self.hotAt = now() + hot;
  self.warmAt = now() + warm;
};

/** Whether somebody waits for what is searched for: then nothing is put off. */
export const finder_hurry = (token, isHurried) => {
  const self = finders[token];
  if (!self) return;
  self.isHurried = isHurried;
  if (isHurried && self.rest) self.look();
};

/** Asks to be told in a task of its own. */
export const finder_yield = (token) => finders[token] && soon(finders[token], SLICE);

/** The facts by which it is seen whether an element is still what it was. */
export const finder_print = (node, css, attributes) => (forget(), connected(node) ? facts(node, list(css), list(attributes)) : "");

/** Watches the elements that were found for changes of size, of themselves and of what contains them. */
export const finder_watch = (token, node, isWatched) => {
  const self = finders[token];
  if (!self) return;
  const kept = [];
  for (let at = 0; at < self.watched.length; at++) if (self.watched[at] !== node) kept[kept.length] = self.watched[at];
  if (isWatched) kept[kept.length] = node;
  self.watched = kept;
  if (isWatched) wake(self);
  if (self.sizes) (isWatched ? observeSize : unwatchSize)(self.sizes, node);
};

/** Nobody waits for what a second look at this search may find. */
export const second_forget = (token, find) => {
  if (finders[token]?.seconds) delete finders[token].seconds[find];
};

export const element_state = state;
/** The language that the page says it is in. */
export const page_language = (node) => {
  const root = rootElement(node ? node.ownerDocument : doc);
  return root?.lang ?? "";
};
