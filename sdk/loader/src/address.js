// Sees navigation inside a page without patching `history` and without polling.

/** Calls `changed` after the page's address has changed; returns a function that ends that. */
export function watchAddress(changed) {
  let last = location.href;
  const compare = () => {
    if (location.href === last) return;
    last = location.href;
    changed();
  };
  const off = [];
  const on = (target, type) => {
    // Nothing inherited: `signal` or `once` on Object.prototype would count as options of ours.
    target.addEventListener(type, compare, { __proto__: null, passive: true, capture: true });
    off[off.length] = () => target.removeEventListener(type, compare, { __proto__: null, capture: true });
  };
  if (globalThis.navigation?.addEventListener) {
    on(globalThis.navigation, 'currententrychange');
  } else {
    const types = ['popstate', 'hashchange', 'pointerup', 'keyup', 'focusin'];
    for (let at = 0; at < types.length; at += 1) on(globalThis, types[at]);
  }
  return () => {
    for (let at = 0; at < off.length; at += 1) off[at]();
  };
}
