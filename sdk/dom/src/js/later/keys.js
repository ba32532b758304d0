// Where the Tab key stops, asked when it is pressed.

import { attempt, getter, matches, method, page } from '../natives.js';

const { DocumentFragment, Element, HTMLElement } = page;
const queryAll = method(Element, 'querySelectorAll');
const queryAllInRoot = method(DocumentFragment, 'querySelectorAll');
const rootOf = getter(Element, 'shadowRoot');
const tabIndexOf = getter(HTMLElement, 'tabIndex');
const boxes = method(Element, 'getClientRects');

const CANDIDATES = 'a[href],button,input,select,textarea,summary,iframe,[tabindex],[contenteditable]';

/** Adds what Tab may stop at below a node, through open shadow roots, in document order. */
const collect = (node, find, found) => {
  const all = find(node, '*');
  for (let at = 0; at < all.length; at++) {
    if (matches(all[at], CANDIDATES)) found[found.length] = all[at];
    const inner = rootOf(all[at]);
    if (inner) collect(inner, queryAllInRoot, found);
  }
};

/** Whether Tab stops at one of these: of radio buttons that belong together, only at the chosen one. */
const stops = (it, among) => {
  if (tabIndexOf(it) < 0 || !boxes(it).length || matches(it, ':disabled')) return false;
  if (matches(it, '[type=radio]:not(:checked)'))
    for (let at = 0; at < among.length; at++)
      if (among[at].name === it.name && matches(among[at], '[type=radio]:checked')) return false;
  return true;
};

/** The first or last element in `node`, itself included, that Tab stops at. */
export const tab_stop = (node, isLast) => {
  const found = matches(node, CANDIDATES) ? [node] : [];
  collect(node, queryAll, found);
  for (let at = 0; at < found.length; at++) {
    const it = found[isLast ? found.length - 1 - at : at];
    if (attempt(() => stops(it, found))) return it;
  }
  return undefined;
};
