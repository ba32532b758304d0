// What Rust asks of the page, through functions taken once, when this file is loaded: what the host patches later does not
// reach us, and where something is patched already, another function that can do the same is preferred. Option objects
// inherit nothing, nothing iterates, and nothing throws into Rust.

export const page = globalThis;
export const doc = page.document;
const { Object, Function, Document, DocumentFragment, Element, Event, HTMLElement, Node, ShadowRoot } = page;
const { getOwnPropertyDescriptor } = Object;
const { bind, call, toString } = Function.prototype;
const reflected = page.Reflect?.apply;

/** What `it` returns, or nothing when it throws. */
export const attempt = (it) => {
  try {
    return it();
  } catch {}
};

const MARK = /\[native code\]/;
const byCall = (it) => bind.bind(call)(it);
const byReflect = (it) => (self, a, b, c) => reflected(it, self, [a, b, c]);
/** Turns a method into a function that takes `this` first, by whichever way still works. */
const free = attempt(() => MARK.test(byCall(toString)(bind)) && MARK.test(byCall(toString)(call))) ? byCall : byReflect;
const sourceOf = free(toString);

/** Whether a function is the browser's own, as far as can be told. */
const isNative = (it) => !!attempt(() => typeof it === 'function' && MARK.test(sourceOf(it)));

const nothing = () => {};
/* What is taken here and not used by those who share this file is not bundled for them. */
// @__NO_SIDE_EFFECTS__
const freed = (it) => (typeof it === 'function' ? free(it) : nothing);
// @__NO_SIDE_EFFECTS__
export const method = (of, name) => freed(of?.prototype?.[name]);
const described = (of, name) => (of?.prototype && getOwnPropertyDescriptor(of.prototype, name)) ?? { __proto__: null };
// @__NO_SIDE_EFFECTS__
export const getter = (of, name) => freed(described(of, name).get);
// @__NO_SIDE_EFFECTS__
export const setter = (of, name) => freed(described(of, name).set);

export const split = method(page.String, 'split');

/** A list for the browser, which reads lists by their iterator; that of arrays may be the page's, and frozen. */
export const readable = (items) => ({
  __proto__: null,
  [page.Symbol.iterator]: () => {
    let at = 0;
    return { __proto__: null, next: () => ({ __proto__: null, done: at >= items.length, value: items[at++] }) };
  },
});

let busy = 0;
let idle = nothing;
export const is_busy = () => busy > 0;
/** Sets what is done after everything that is done quietly. */
export const when_idle = (act) => {
  idle = act;
};

/** Does something that may make the page's listeners, and ours, run before it returns; ours wait until it is done. */
export const quietly = (act) => {
  busy++;
  const result = attempt(act);
  if (!--busy) idle();
  return result;
};

// --- building

const { createElement, createElementNS } = Document.prototype;
const makeIn = freed(createElementNS);
const make =
  isNative(createElement) || !isNative(createElementNS)
    ? freed(createElement)
    : (of, tag) => makeIn(of, 'http://www.w3.org/1999/xhtml', tag);
const makeText = method(Document, 'createTextNode');
const setText = setter(Node, 'textContent');
const setAttribute = method(Element, 'setAttribute');
const removeAttribute = method(Element, 'removeAttribute');
const getAttribute = method(Element, 'getAttribute');
const styleOf = getter(HTMLElement, 'style');
const setProperty = method(page.CSSStyleDeclaration, 'setProperty');
export const parentOf = getter(Node, 'parentNode');

const insertBefore = method(Node, 'insertBefore');
const appendChild = method(Node, 'appendChild');
const appendElement = method(Element, 'append');
const appendFragment = method(DocumentFragment, 'append');
const insert = isNative(Node.prototype.insertBefore)
  ? (to, node) => insertBefore(to, node, null)
  : isNative(Node.prototype.appendChild) || !isNative(Element.prototype.append)
    ? appendChild
    : (to, node) => (to instanceof DocumentFragment ? appendFragment : appendElement)(to, node);
const removeChild = method(Node, 'removeChild');
const removeSelf = method(Element, 'remove');
const detach = isNative(Element.prototype.remove) ? removeSelf : (node) => removeChild(parentOf(node), node);

export const element = (tag) => make(doc, tag);
export const vector = (tag) => makeIn(doc, 'http://www.w3.org/2000/svg', tag);
export const text = (value) => makeText(doc, value);
export const append = (to, node) => !!quietly(() => (insert(to, node), true));
export const remove = (node) => quietly(() => detach(node));
export const set_text = (node, value) => quietly(() => setText(node, value));
export const set_attribute = (node, name, value) => setAttribute(node, name, value);
export const remove_attribute = (node, name) => removeAttribute(node, name);
export const attribute = (node, name) => getAttribute(node, name) ?? undefined;
export const set_pixels = (node, name, value) => setProperty(styleOf(node), name, `${value}px`);
export const set_style = (node, name, value) => setProperty(styleOf(node), name, value);

// --- shadow root, sheet, top layer

const { CSSStyleSheet } = page;
const attachShadow = method(Element, 'attachShadow');
export const shadowOf = getter(Element, 'shadowRoot');
const replaceSync = method(CSSStyleSheet, 'replaceSync');
const sheetsOf = getter(ShadowRoot, 'adoptedStyleSheets');
const showPopover = method(HTMLElement, 'showPopover');
const hidePopover = method(HTMLElement, 'hidePopover');

/** The shadow root of an element of ours: the one it has, or a new one. */
export const shadow = (host) =>
  shadowOf(host) ?? attempt(() => attachShadow(host, { __proto__: null, mode: 'open' })) ?? undefined;

/** Gives a shadow root this style sheet as its only one. */
export const dress = (root, css) =>
  !!attempt(() => {
    const sheet = new CSSStyleSheet();
    replaceSync(sheet, css);
    // Not the whole list: browsers read lists by the array iterator, which may be the page's.
    sheetsOf(root)[0] = sheet;
    return sheetsOf(root)[0] === sheet;
  });

/** Shows a popover, anchored to `source` when there is one. */
export const show_popover = (node, source) =>
  !!quietly(() => (showPopover(node, source ? { __proto__: null, source } : { __proto__: null }), true));
export const holds_two_anchors = () => 'userAgentData' in page.navigator;
export const hide_popover = (node) => quietly(() => hidePopover(node));

// --- reading

const documentOf = getter(Node, 'ownerDocument');
export const windowOf = getter(Document, 'defaultView');
export const connected = getter(Node, 'isConnected');
export const rootElement = getter(Document, 'documentElement');
const bodyOf = getter(Document, 'body');
const slotOf = getter(Element, 'assignedSlot');
export const hostOf = getter(ShadowRoot, 'host');
const activeIn = getter(Document, 'activeElement');
const activeInShadow = getter(ShadowRoot, 'activeElement');
const hitIn = method(Document, 'elementFromPoint');
const hitInShadow = method(ShadowRoot, 'elementFromPoint');
export const matchesOf = method(Element, 'matches');
const queryIn = method(Document, 'querySelector');
export const queryAllIn = method(Document, 'querySelectorAll');
const getComputedStyle = page.getComputedStyle;
const getProperty = method(page.CSSStyleDeclaration, 'getPropertyValue');
const performance = page.performance;
const clock = method(page.Performance, 'now');
const rectOf = method(Element, 'getBoundingClientRect');
const Rect = page.DOMRectReadOnly;
const edges = [getter(Rect, 'left'), getter(Rect, 'top'), getter(Rect, 'right'), getter(Rect, 'bottom')];
const measured = [0, 0, 0, 0];

const into = (rect) => {
  for (let side = 0; side < 4; side++) measured[side] = edges[side](rect);
};

/** Measures an element in the coordinates of this window, out of frames too; `edge` reads the result. */
export const measure = (node) => {
  measured[0] = measured[1] = measured[2] = measured[3] = 0;
  attempt(() => {
    into(rectOf(node));
    let view = windowOf(documentOf(node));
    while (view !== page && view.frameElement) {
      const frame = view.frameElement;
      const inner = [measured[0], measured[1], measured[2], measured[3]];
      into(rectOf(frame));
      const scale = (measured[2] - measured[0]) / frame.offsetWidth || 1;
      const x = measured[0] + frame.clientLeft * scale;
      const y = measured[1] + frame.clientTop * scale;
      for (let side = 0; side < 4; side++) measured[side] = inner[side] * scale + (side % 2 ? y : x);
      view = windowOf(documentOf(frame));
    }
  });
};
export const edge = (side) => measured[side];

export const now = () => clock(performance);
export const root_element = () => rootElement(doc);
export const body = () => bodyOf(doc) ?? undefined;
export const overflows = (node) => node.scrollHeight > node.clientHeight + 1;
export const is_connected = (node) => connected(node);
export const is_html = (node) => node instanceof HTMLElement;
export const is_framed = (node) => documentOf(node) !== doc;
export const same = (one, other) => one === other;
/** The parent in the tree that is laid out: through slots and out of shadow roots. */
export const parent = (node) => slotOf(node) ?? up(parentOf(node));
const up = (node) => (node?.nodeType === 1 ? node : node?.nodeType === 11 ? hostOf(node) : undefined) ?? undefined;
export const computed = (node, name) => attempt(() => getProperty(getComputedStyle(node), name)) ?? '';
export const matches = (node, selector) => !!attempt(() => matchesOf(node, selector));
export const query = (selector) => attempt(() => queryIn(doc, selector)) ?? undefined;
/** The last element of the document that matches a CSS selector of ours and has a box. */
export const query_last = (selector) => {
  const found = attempt(() => queryAllIn(doc, selector)) ?? [];
  for (let at = found.length; at-- > 0; ) if (rectOf(found[at]).width) return found[at];
  return undefined;
};
export const window_width = () => rootElement(doc).clientWidth || page.innerWidth;
export const window_height = () => page.innerHeight;

/** The element that has the focus, through open shadow roots and frames of the same origin. */
export const active = () => {
  let found = activeIn(doc);
  for (let inner; found; found = inner) {
    const root = shadowOf(found);
    inner = root ? activeInShadow(root) : attempt(() => found.contentDocument && activeIn(found.contentDocument));
    if (!inner) break;
  }
  return found ?? undefined;
};

/** The topmost element at a point of this window, through open shadow roots. */
export const hit = (x, y) => {
  let found = hitIn(doc, x, y);
  for (let root; found && (root = shadowOf(found)); ) {
    const inner = hitInShadow(root, x, y);
    if (!inner || inner === found) break;
    found = inner;
  }
  return found ?? undefined;
};

/** Whether `node` is `outer` or lies in it, through shadow roots. */
export const is_within = (node, outer) => {
  for (let at = node; at; at = parent(at)) if (at === outer) return true;
  return false;
};

// --- events

const trusted = (event) => event.isTrusted;
const pathOf = method(Event, 'composedPath');
const paths = new page.WeakMap();
const keepPath = method(page.WeakMap, 'set');
const keptPath = method(page.WeakMap, 'get');
const stopNow = method(Event, 'stopImmediatePropagation');
const preventNow = method(Event, 'preventDefault');
const keyOf = getter(page.KeyboardEvent, 'key');
const modifierOf = (name) => getter(page.KeyboardEvent, name);
const modifiers = [
  modifierOf('ctrlKey'),
  modifierOf('shiftKey'),
  modifierOf('altKey'),
  modifierOf('metaKey'),
  modifierOf('repeat'),
];

export const is_trusted = trusted;
/** Keeps the way of an event that is looked at later: then the browser does not know it any more. */
export const keep_path = (event) => { attempt(() => keepPath(paths, event, pathOf(event))); };
export const wayOf = (event) => keptPath(paths, event) ?? pathOf(event);
/** The innermost element in which an event begins. */
export const origin = (event) => {
  const path = wayOf(event);
  return path[0]?.nodeType === 1 ? path[0] : undefined;
};
export const path_has = (event, node) => {
  const path = wayOf(event);
  for (let at = 0; at < path.length; at++) if (path[at] === node) return true;
  return false;
};
export const stop = (event) => stopNow(event);
export const prevent = (event) => preventNow(event);
export const key = (event) => attempt(() => keyOf(event)) ?? '';
/** 1 Ctrl, 2 Shift, 4 Alt, 8 Meta, 16 repeated. */
export const modifier_bits = (event) => {
  let bits = 0;
  for (let at = 0; at < 5; at++) if (attempt(() => modifiers[at](event))) bits += 1 << at;
  return bits;
};
