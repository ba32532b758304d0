// Listens on the window from the moment the loader runs. A page that stops events there, from its own listeners on, would
// otherwise keep clicks from a card, since the core and its listeners come later. Nothing is done with an event until the
// core, which takes its own list from here, asks to hear of its kind.

export const KINDS = [
  'click', 'keydown', 'mousedown', 'auxclick', 'contextmenu', 'dblclick', 'focus', 'focusin', 'focusout', 'blur',
  'keypress', 'keyup', 'mouseup', 'pointerdown', 'pointerup', 'touchcancel', 'touchend', 'touchstart',
];

const heard = { __proto__: null };

/* A copy, so that a list being walked stays as it is. */
export function without(list, one) {
  const rest = [];
  for (let at = 0; at < list.length; at += 1) if (list[at] !== one) rest[rest.length] = list[at];
  return rest;
}

const listen = (kind) => {
  heard[kind] = [];
  // Nothing inherited: `signal` or `once` on Object.prototype would count as options of ours.
  globalThis.addEventListener(kind, (event) => {
    const all = heard[kind];
    for (let at = 0; at < all.length; at += 1) all[at](event);
  }, { __proto__: null, capture: true, passive: kind[0] === 't' });
};

/* Servers that render pages import the loader, too. */
if (globalThis.addEventListener) for (let at = 0; at < KINDS.length; at += 1) listen(KINDS[at]);

/** Has a function called first of all for events of a kind; returns what ends that, or nothing for other kinds. */
export const ear = (kind, listener) => {
  const all = heard[kind];
  if (!all) return undefined;
  heard[kind] = without(all, listener);
  heard[kind][heard[kind].length] = listener;
  return () => { heard[kind] = without(heard[kind], listener); };
};
