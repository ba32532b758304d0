// Everything that must be undone: listeners, observers, timers and frames, each under a number. What happens is told to one
// door, as (number, event); the number is free again when the guard in Rust is dropped.

import { attempt, doc, is_busy, keep_path, method, page, readable, split, when_idle } from './natives.js';

const { queueMicrotask, setTimeout, clearTimeout, requestAnimationFrame, cancelAnimationFrame, matchMedia } = page;
const { IntersectionObserver, MutationObserver, ResizeObserver, EventTarget } = page;
export const add = method(EventTarget, 'addEventListener');
export const drop = method(EventTarget, 'removeEventListener');
export const observeSize = method(ResizeObserver, 'observe');
export const unobserveSize = method(ResizeObserver, 'disconnect');
const observeView = method(IntersectionObserver, 'observe');
const unobserveView = method(IntersectionObserver, 'disconnect');
export const observeTree = method(MutationObserver, 'observe');
export const unobserveTree = method(MutationObserver, 'disconnect');

const CAPTURE = 1;
const PASSIVE = 2;
const ATTRIBUTES = 1;
const CHILDREN = 2;
const SUBTREE = 4;
const TEXT = 8;

const live = { __proto__: null };
let last = 0;
let door = () => {};
const waiting = [];

/** Tells the door, unless Rust is at work in the page: then when it is done. The door may put things off as well, and says so. */
export const tell = (token, event) => {
  if (is_busy()) waiting[waiting.length] = [token, event];
  else if (!door(token, event)) return;
  keep_path(event);
};

when_idle(() => {
  if (waiting.length) queueMicrotask(flush);
});
const flush = () => {
  for (let at = 0; at < waiting.length; at++) {
    const token = waiting[at][0];
    if (token in live) door(token, waiting[at][1]);
  }
  waiting.length = 0;
};

/** Sets the one function that is told what happens. Returns a function that releases everything and shuts the door. */
export const set_door = (tell) => {
  door = tell;
  return () => {
    door = () => {};
    for (const token in live) release(token);
  };
};

export const release = (token) => {
  const undo = live[token];
  delete live[token];
  if (undo) attempt(undo);
};

/** How many guards there are. */
export const guard_count = () => {
  let count = 0;
  for (const _ in live) count++;
  return count;
};

export const hold = (begin) => {
  const token = ++last;
  // What cannot begin (a patched constructor, a closed frame) is a guard that never tells anything.
  live[token] = attempt(() => begin(token)) ?? (() => {});
  return token;
};

let ear = () => undefined;

/** The kinds of events that the loader's ear hears of; who begins a core without a loader gives them as well. */
export let kinds = [];

/** Takes the loader's ear: it has listened on the window since before the page could get in between. */
export const set_ear = (hooks) => {
  ear = hooks.ear ?? ear;
  kinds = hooks.kinds ?? kinds;
};

/** Listens with options of one's own; returns what ends it. */
export const listen_with = (target, type, heard, options) => {
  const end = target === page && options.capture && ear(type, heard);
  if (end) return end;
  add(target, type, heard, options);
  return () => drop(target, type, heard, options);
};

export const listen = (target, type, flags) =>
  hold((token) => {
    const options = { __proto__: null, capture: !!(flags & CAPTURE), passive: !!(flags & PASSIVE) };
    return listen_with(target, type, (event) => tell(token, event), options);
  });

export const timer = (delay) =>
  hold((token) => {
    const id = setTimeout(() => {
      delete live[token];
      door(token);
    }, delay);
    return () => clearTimeout(id);
  });

export const frame = () =>
  hold((token) => {
    const id = requestAnimationFrame(() => {
      delete live[token];
      door(token);
    });
    return () => cancelAnimationFrame(id);
  });

export const observe_size = (node) =>
  hold((token) => {
    const observer = new ResizeObserver(() => tell(token));
    observeSize(observer, node);
    return () => unobserveSize(observer);
  });

/** Tells when the visible share of an element changes; the event is the latest entry. */
export const observe_view = (node, margin) =>
  hold((token) => {
    const observer = new IntersectionObserver((entries) => tell(token, entries[entries.length - 1]), {
      __proto__: null,
      rootMargin: margin,
      threshold: readable([0, 0.25, 0.5, 0.75, 1]),
    });
    observeView(observer, node);
    return () => unobserveView(observer);
  });

/** Tells of changes in a tree; the event is the list of records. `attributes` is a list with commas, for all of them empty. */
export const observe_tree = (node, flags, attributes) =>
  hold((token) => {
    const observer = new MutationObserver((records) => tell(token, records));
    const options = {
      __proto__: null,
      childList: !!(flags & CHILDREN),
      subtree: !!(flags & SUBTREE),
      characterData: !!(flags & TEXT),
    };
    if (flags & ATTRIBUTES) {
      options.attributes = true;
      if (attributes) options.attributeFilter = readable(split(attributes, ','));
    }
    observeTree(observer, node, options);
    return () => unobserveTree(observer);
  });

/** Tells when a media query begins or ceases to match. */
export const observe_media = (query) => listen(matchMedia(query), 'change', 0);

export const window_target = () => page;
export const document_target = () => doc;
/** The visible share of an element, out of an entry of `observe_view`. */
export const visible_share = (entry) => entry.intersectionRatio;
