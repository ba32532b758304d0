// Tells Lotse, where it is embedded, what was saved: guides can wait for it. Without Lotse nothing happens.

import { read } from './store.js';

/** A save in the area "print" is the host event "saved:print". */
export function reportSaves() {
  addEventListener('load', tellFacts);
  document.addEventListener('kontor:saved', tellFacts);
  document.addEventListener('kontor:saved', ({ detail }) => globalThis.lotse?.hostEvent(`saved:${detail.area}`));
}

/** What problems may look at: set in Kontor, and to be held against what the browser says. */
function tellFacts() {
  const { timeZone, documentLanguage } = read('region') ?? {};
  if (timeZone) globalThis.lotse?.facts?.({ time_zone: timeZone, document_language: documentLanguage });
}
