// What the user does in the overlay stays in the overlay. Events that begin in the stage are taken at the window, before the
// page hears of them: a menu of the page that closes on clicks elsewhere stays open, and no shortcut of the page is triggered
// by typing in a card. Done here and not in Rust, because an event has to be stopped while it passes.

import { hold, kinds, listen_with, tell } from './guards.js';
import { key, matches, page, origin, path_has, prevent, stop } from './natives.js';

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
    for (let at = 0; at < kinds.length; at++) {
      const type = kinds[at];
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
