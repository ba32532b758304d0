// The candidates of one search, and what is told of them to Rust.

import { FIELD, ITEM, facts, forget, hostOf, typeOf } from "./facts.js";
import { contains, finders, list, queryAll } from "./finder.js";
import { attempt, is_within, method, page } from "./natives.js";

const { Set } = page;

/** Empties the pool of candidates. */
export const finder_clear = (token) => {
  const self = finders[token];
  forget();
  if (self) self.pool = [];
  if (self) self.pooled = new Set();
};

const hasNode = method(Set, "has");
const addNode = method(Set, "add");

/** Adds whatever fits `query` to the pool, in `scope` (an element or a frame's document) or everywhere; returns the pool's size. */
export const finder_seek = (token, query, scope, most) => {
  const self = finders[token];
  if (!self) return 0;
  const take = (root) => {
    const found = attempt(() => queryAll[typeOf(root)](root, query));
    for (let at = 0; found && at < found.length && self.pool.length < most; at++) {
      if (hasNode(self.pooled, found[at])) continue;
      addNode(self.pooled, found[at]);
      self.pool[self.pool.length] = found[at];
    }
  };
  const isElement = scope && typeOf(scope) === 1;
  if (isElement) take(scope);
  for (let at = 0; at < self.roots.length; at++) {
    const root = self.roots[at];
    if (!scope || root === scope || reaches(scope, root)) take(root);
  }
  return self.pool.length;
};

/** Whether a tree lies in a scope: by way of hosts for an element, of documents for a frame. */
const reaches = (scope, root) => {
  if (typeOf(root) !== 11) return false;
  const host = hostOf(root);
  return typeOf(scope) === 1 ? is_within(host, scope) : host.ownerDocument === scope;
};

/** The facts of the pool from one index to another. */
export const finder_facts = (token, from, to, css, attributes) => {
  const pool = finders[token]?.pool ?? [];
  const queries = list(css);
  const names = list(attributes);
  let out = "";
  for (let at = from; at < to && at < pool.length; at++) out += (at > from ? ITEM : "") + facts(pool[at], queries, names);
  return out;
};

/** All facts of the pool's members at these indexes (parted by U+001F), with who contains whom. */
export const finder_close = (token, indexes, css, attributes) => {
  const pool = finders[token]?.pool ?? [];
  const chosen = list(indexes);
  const queries = list(css);
  const names = list(attributes);
  let out = "";
  for (let at = 0; at < chosen.length; at++) {
    const node = pool[chosen[at]];
    let holder;
    for (let other = 0; other < chosen.length; other++) {
      const outer = pool[chosen[other]];
      if (outer === node || !contains(outer, node)) continue;
      if (holder === undefined || contains(pool[chosen[holder]], outer)) holder = other;
    }
    out += (at ? ITEM : "") + facts(node, queries, names, true, holder);
  }
  return out;
};

/** A member of the pool. */
export const finder_member = (token, index) => finders[token]?.pool[index];
