// Tells Lotse, where it is embedded, what was saved: guides can wait for it. Without Lotse nothing happens.

/** A save in the area "print" is the host event "saved:print". */
export function reportSaves() {
  document.addEventListener('kontor:saved', ({ detail }) => globalThis.lotse?.hostEvent(`saved:${detail.area}`));
}
