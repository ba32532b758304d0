// What the user does in the overlay stays in the overlay. Events that begin in the stage are taken at the window, before the
// page hears of them: a menu of the page that closes on clicks elsewhere stays open, and no shortcut of the page is triggered
// by typing in a card. Done here and not in Rust, because an event has to be stopped while it passes.

import { hold, listen_with, tell } from './guards.js';
import { attempt, getter, key, matches, method, page, origin, path_has, prevent, stop } from './natives.js';

const { DocumentFragment, Element, HTMLElement } = page;
const queryAll = method(Element, 'querySelectorAll');
const queryAllInRoot = method(DocumentFragment, 'querySelectorAll');
const rootOf = getter(Element, 'shadowRoot');
const tabIndexOf = getter(HTMLElement, 'tabIndex');
const boxes = method(Element, 'getClientRects');

const KINDS = [
  'click', 'keydown', 'mousedown', 'auxclick', 'contextmenu', 'dblclick', 'focus', 'focusin', 'focusout', 'blur',
  'keypress', 'keyup', 'mouseup', 'pointerdown', 'pointerup', 'touchcancel', 'touchend', 'touchstart',
];

/**
 * Keeps events in a stage, and tells of those that mean something: clicks and keys in the stage, F6 anywhere, Tab where the
 * page has no use of its own for it, the focus moving in the page.
 */
export const shield = (stage) =>
  hold((token) => {
    const undo = [];
    const on = (type, capture, heard) => {
      undo[undo.length] = listen_with(page, type, heard, { __proto__: null, capture, passive: type[0] === 't' });
    };
    for (let at = 0; at < KINDS.length; at++) {
      const type = KINDS[at];
      on(type, true, (event) => {
        const isInside = path_has(event, stage);
        if (isInside) {
          stop(event);
          // The focus stays where it is, so that fields keep it and menus stay open; text that is to be copied can be marked.
          if (type === 'mousedown' && !matches(origin(event), 'pre,pre *,code')) prevent(event);
        }
        if (isInside ? type === 'click' || type === 'keydown' : type === 'focusin' || (type === 'keydown' && key(event) === 'F6'))
          tell(token, event);
      });
    }
    on('keydown', false, (event) => {
      if (key(event) === 'Tab') tell(token, event);
    });
    return () => {
      for (let at = 0; at < undo.length; at++) undo[at]();
    };
  });

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
