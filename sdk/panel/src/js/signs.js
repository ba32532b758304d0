// Watches for signs of problems, only where such are published: texts of alerts, states and what is said of invalid fields.
// After a change the page is left alone for a second, so that a thousand changes a second cost ten looks in ten seconds.

import { attempt, doc, page } from '../../../dom/src/js/natives.js';

const { MutationObserver, setTimeout, clearTimeout } = page;
const PAUSE_MS = 1_000;
const MOST = 20;
const LONGEST = 400;
const WHERE = '[role=alert],[role=status],[role=alertdialog],[aria-live=polite],[aria-live=assertive],output';

/** Tells of texts, each once as long as it stands there; and that states are to be asked. */
export function watchSigns(wantsTexts, wantsStates, tell, ask) {
  let timer;
  let seen = { __proto__: null };
  const options = { __proto__: null, subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['aria-invalid', 'role', 'hidden'] };

  const look = () => {
    timer = undefined;
    if (wantsTexts) {
      const now = { __proto__: null };
      const note = (node) => {
        const text = (node?.textContent ?? '').slice(0, LONGEST).trim();
        if (!text) return;
        now[text] = true;
        if (!seen[text]) tell(text);
      };
      const found = doc.querySelectorAll(WHERE);
      for (let at = 0; at < found.length && at < MOST; at += 1) note(found[at]);
      const invalid = doc.querySelectorAll('[aria-invalid=true]');
      for (let at = 0; at < invalid.length && at < MOST; at += 1) {
        const ids = `${invalid[at].getAttribute('aria-errormessage') ?? ''} ${invalid[at].getAttribute('aria-describedby') ?? ''}`.split(' ');
        for (let id = 0; id < ids.length; id += 1) if (ids[id]) note(doc.getElementById(ids[id]));
      }
      seen = now;
    }
    if (wantsStates) ask();
    observe();
  };
  const observer = new MutationObserver(() => {
    observer.disconnect();
    timer ??= setTimeout(() => attempt(look), PAUSE_MS);
  });
  const observe = () => observer.observe(doc.documentElement, options);
  attempt(look);
  return {
    __proto__: null,
    end: () => { observer.disconnect(); clearTimeout(timer); },
  };
}
