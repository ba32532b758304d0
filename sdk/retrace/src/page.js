// A page as one flat text, for `lotse_locator::linkage::Page`: nodes in document order parted by U+001E, fields by U+001F. Of an
// element: index of its parent, tag, flags, box as `x y width height`, then names and values of attributes. Of a text: index of its
// parent, `#`, the text. Open shadow roots and same-origin frames are read in the place of their host. Never read: typed values,
// scripts, styles, and what takes no part in the layout. Of very long lists, beginning and end are read.
// Flags: `v` has a box and can be seen, `b` its parent is in another tree, `k` has a click handler in its markup, `l` is a long list of
// which only beginning and end were read.

const FIELD = "\x1f";
const ITEM = "\x1e";
/** Longest text and longest value of an attribute, in UTF-16 units. */
const MAX_TEXT = 160;
/** How many options of a list are read. */
const MAX_OPTIONS = 12;
/** Elements with more children than this are long lists; how many are read of them from both ends. */
const LONG = 400;
const HEAD = 40;
const TAIL = 10;
/** Most nodes of a box that is taken for one thing, itself included, as `linkage` counts them. */
const SMALL = 16;
/** How many nodes are read between two looks at the clock. */
const STRIDE = 32;
const LEFT_OUT = new Set(["script", "style", "template", "noscript", "head", "link", "meta", "lotse-stage", "lotse-picker"]);
/** Elements without text of their own: what is in them was typed or chosen. */
const TYPED = new Set(["input", "textarea"]);
/** Kinds of input whose value names them. */
const NAMED_BY_VALUE = new Set(["submit", "button", "reset", "radio", "checkbox"]);
/** What never is a target, and what always may be one; others by what they say and by their attributes. Only targets need a box. */
const NEVER = new Set(["body", "option", "optgroup", "use", "path"]);
const ALWAYS = new Set("html label th img i summary canvas a area button input select textarea".split(" "));
const MARKS = new Set(["id", "title", "tabindex", "aria-label", "role", "onclick", "alt"]);
const CONTROLS = new Set("a button input select textarea label summary".split(" "));
const CONTROL_ROLES = new Set("button link tab menuitem checkbox option".split(" "));
const BORDERS = /[\x00-\x20\x7f\xa0]+/g;
/** Has something that {@link BORDERS} would change. */
const UNEVEN = /[\x00-\x1f\x7f\xa0]|  /;
const SEEN = { visibilityProperty: true };

const plain = (text) => {
  if (text.length <= MAX_TEXT && !UNEVEN.test(text)) return text;
  return (text.length > MAX_TEXT * 2 ? text.slice(0, MAX_TEXT * 2) : text).replace(BORDERS, " ").slice(0, MAX_TEXT);
};

/** Whether what an element holds takes part in the layout although the element has no box that can be seen. */
const isPassing = (element) => {
  const box = element.getBoundingClientRect();
  return (box.width > 0 && box.height > 0) || element.ownerDocument.defaultView?.getComputedStyle(element).display === "contents";
};

/**
 * A reading of a document that can be interrupted: `step(until)` goes on until that time and says whether all has been read; then
 * there are the flat `text()`, its elements by index (texts as undefined) as `nodes`, and the `roots` of all trees that were read.
 * `isIgnored(name)` tells of attributes that are not the page's own; with `everyBox`, also what can be no target gets its box.
 */
export const reading = (document, { isIgnored = () => false, everyBox = false } = {}) => {
  const nodes = [];
  const parts = [];
  const roots = [document];
  const open = [];
  const openChildren = (node, self, left, top, isElsewhere, most) => {
    const count = most === Infinity ? node.childElementCount : 0;
    const tail = count > LONG ? count - TAIL : 0;
    if (tail) self.self.isLong = true;
    open.push({ self, next: node.firstChild, left, top, isElsewhere, most, place: 0, tail });
  };
  const close = (self) => {
    const { element, index, tag } = self;
    const isAsked =
      ALWAYS.has(tag) || self.isMarked || self.speaks || (self.isClassed && !self.isInControl && nodes.length - index <= SMALL);
    let flags = "";
    let area = "0 0 0 0";
    if (everyBox || (isAsked && !NEVER.has(tag))) {
      const box = self.box ?? element.getBoundingClientRect();
      if (self.isSeen && box.width > 0 && box.height > 0) flags = "v";
      area = `${Math.round(box.left + self.left)} ${Math.round(box.top + self.top)} ${Math.round(box.width)} ${Math.round(box.height)}`;
    }
    if (self.isElsewhere) flags += "b";
    if (self.isClickable) flags += "k";
    if (self.isLong) flags += "l";
    parts[index] = self.parent + FIELD + tag + FIELD + flags + FIELD + area + self.attributes;
  };
  const visit = (element, parent, left, top, isElsewhere, isInControl) => {
    const tag = element.localName;
    if (LEFT_OUT.has(tag)) return;
    const isSeen = element.checkVisibility(SEEN);
    if (!isSeen && tag !== "option" && tag !== "optgroup" && !element.checkVisibility() && !isPassing(element)) return;
    const index = nodes.push(element) - 1;
    const self = {
      element, index, tag, parent, left, top, isElsewhere, isSeen, isInControl, attributes: "",
      isMarked: false, isClassed: false, isClickable: false, isLong: false, speaks: false, box: undefined,
    };
    let isControl = isInControl || CONTROLS.has(tag);
    let attributes = "";
    const names = element.getAttributeNames();
    for (let at = 0; at < names.length; at++) {
      const name = names[at];
      if (name === "onclick") self.isClickable = self.isMarked = isControl = true;
      if (name === "style" || (name[0] === "o" && name[1] === "n") || isIgnored(name)) continue;
      if (name === "value" && tag === "input" && !NAMED_BY_VALUE.has(element.type)) continue;
      const value = plain(element.getAttribute(name));
      attributes += FIELD + name + FIELD + value;
      if (name === "class") self.isClassed = true;
      else if (MARKS.has(name)) self.isMarked = true;
      if (name === "role" && CONTROL_ROLES.has(value)) isControl = true;
    }
    self.attributes = attributes;
    parts.push("");
    if (TYPED.has(tag)) return close(self);
    const inner = { ...INSIDE, self, isControl };
    open.push(inner);
    openChildren(element, inner, left, top, false, tag === "select" ? MAX_OPTIONS : Infinity);
    if (tag === "iframe" || tag === "frame") openFrame(element, inner, left, top);
    if (element.shadowRoot) {
      roots.push(element.shadowRoot);
      openChildren(element.shadowRoot, inner, left, top, true, Infinity);
    }
  };
  const openFrame = (element, inner, left, top) => {
    let root;
    try {
      root = element.contentDocument?.documentElement;
    } catch {
      // Another origin's.
    }
    if (!root) return;
    roots.push(element.contentDocument);
    const box = (inner.self.box = element.getBoundingClientRect());
    open.push({ self: inner, next: root, left: left + box.left, top: top + box.top, isElsewhere: true, most: 1, place: 0, tail: 0 });
  };
  const advance = (frame) => {
    const child = frame.next;
    if (!child || frame.most <= 0) {
      open.pop();
      return;
    }
    frame.next = child.nextSibling;
    const type = child.nodeType;
    const { self, isControl } = frame.self;
    if (type === 1) {
      const place = frame.place++;
      if (place >= HEAD && place < frame.tail) return;
      visit(child, self ? self.index : "", frame.left, frame.top, frame.isElsewhere, isControl);
      frame.most--;
    } else if (type === 3 && self) {
      const text = plain(child.data);
      if (text && text !== " ") {
        nodes.push(undefined);
        parts.push(self.index + FIELD + "#" + FIELD + text);
        self.speaks = true;
      }
    }
  };
  const view = document.defaultView;
  const [left, top] = [view?.scrollX ?? 0, view?.scrollY ?? 0];
  open.push({ self: INSIDE, next: document.documentElement, left, top, isElsewhere: false, most: 1, place: 0, tail: 0 });
  const step = (until) => {
    for (let count = 1; open.length > 0; count++) {
      // A clock is looked at now and then only: that costs as much as reading an element.
      if (count % STRIDE === 0 && until < Infinity && performance.now() > until) return false;
      const frame = open[open.length - 1];
      if (frame.isInside) {
        open.pop();
        close(frame.self);
      } else {
        advance(frame);
      }
    }
    return true;
  };
  return { step, nodes, roots, text: () => parts.join(ITEM) };
};

/** Stands on the stack below what is in an element: when it comes up, all of that has been read. */
const INSIDE = { isInside: true, self: undefined, isControl: false };

/** Reads a document in one go: `{ text, nodes, roots }`. */
export const read = (document, isIgnored, more) => {
  const all = reading(document, { isIgnored, ...more });
  all.step(Infinity);
  return { text: all.text(), nodes: all.nodes, roots: all.roots };
};
