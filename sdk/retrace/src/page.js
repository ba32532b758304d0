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
/** How many levels are read by calls within calls: deeper pages, which only scripts make, would overflow the engine's stack. */
const DEEPEST = 400;
/** What is to be known of an element by its tag. */
const KINDS = new Map();
/** What an element of no other kind is. */
const ANY = {
  isLeftOut: false, isNever: false, isAlways: false, isControl: false, isTyped: false, isBoxless: false, isFrame: false, most: Infinity,
};
const mark = (tags, what) => {
  for (const tag of tags.split(" ")) KINDS.set(tag, { ...ANY, ...KINDS.get(tag), ...what });
};
mark("script style template noscript head link meta lotse-stage lotse-picker", { isLeftOut: true });
// What never is a target, and what always may be one; others by what they say and by their attributes. Only targets need a box.
mark("body option optgroup use path", { isNever: true });
mark("html label th img i summary canvas a area button input select textarea", { isAlways: true });
mark("a button input select textarea label summary", { isControl: true });
// Without text of their own: what is in them was typed or chosen.
mark("input textarea", { isTyped: true });
// Read although they have no box.
mark("option optgroup", { isBoxless: true });
mark("iframe frame", { isFrame: true });
mark("select", { most: MAX_OPTIONS });
/** Kinds of input whose value names them. */
const NAMED_BY_VALUE = new Set(["submit", "button", "reset", "radio", "checkbox"]);
const MARKS = new Set(["id", "title", "tabindex", "aria-label", "role", "onclick", "alt"]);
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

/** Index of the first child of the end of a long list; 0 where all are read. One child, as most have, needs no counting. */
const tailOf = (node, first) => {
  const count = first?.nextSibling ? node.childElementCount : 0;
  return count > LONG ? count - TAIL : 0;
};

const rootOf = (frame) => {
  try {
    return frame.contentDocument?.documentElement;
  } catch {
    // Another origin's.
    return undefined;
  }
};

/**
 * A reading of a document that can be interrupted: `step(until)` goes on until that time and says whether all has been read; then
 * there are the flat `text()`, its elements by index (texts as undefined) as `nodes`, and the `roots` of all trees that were read.
 * `isIgnored(name)` tells of attributes that are not the page's own; with `everyBox`, also what can be no target gets its box.
 *
 * Most pages are read once, by code that the engine has just met. So it calls itself from level to level and makes no objects on
 * its way: a third less time than with a stack of its own. Where it is interrupted, or too deep, what is left goes into `waiting`,
 * innermost first: rows of children, and behind them the element that they are in, which is finished by {@link close}.
 */
export const reading = (document, { isIgnored, everyBox = false } = {}) => {
  const nodes = [];
  const parts = [];
  const roots = [document];
  let waiting = [];
  let limit = Infinity;
  let count = 0;
  let depth = 0;
  let isOver = false;

  // A clock is looked at now and then only: that costs as much as reading an element.
  const isTimeUp = () => ++count % STRIDE === 0 && limit < Infinity && (isOver = performance.now() > limit);

  /** Reads children of the element with an index, of the document without one; whether there are texts among them. */
  const readRow = (next, index, isControl, left, top, isElsewhere, most, place, tail) => {
    let speaks = false;
    for (let child = next; child && most > 0; child = child.nextSibling) {
      if (isOver || isTimeUp() || (isOver = depth > DEEPEST)) {
        waiting.push({ element: undefined, next: child, index, isControl, left, top, isElsewhere, most, place, tail });
        break;
      }
      const type = child.nodeType;
      if (type === 1) {
        const isBetween = place >= HEAD && place < tail;
        place++;
        if (isBetween) continue;
        most--;
        depth++;
        visit(child, index, isControl, left, top, isElsewhere);
        depth--;
      } else if (type === 3 && index !== "") {
        const text = plain(child.data);
        if (text && text !== " ") {
          nodes.push(undefined);
          parts.push(index + FIELD + "#" + FIELD + text);
          speaks = true;
        }
      }
    }
    return speaks;
  };

  const visit = (element, parent, isInControl, left, top, isElsewhere) => {
    const tag = element.localName;
    const kind = KINDS.get(tag) ?? ANY;
    if (kind.isLeftOut) return;
    const isSeen = element.checkVisibility(SEEN);
    if (!isSeen && !kind.isBoxless && !element.checkVisibility() && !isPassing(element)) return;
    const index = nodes.push(element) - 1;
    parts.push("");
    let isControl = isInControl || kind.isControl;
    let isMarked = kind.isAlways;
    let isClassed = false;
    let isClickable = false;
    let attributes = "";
    for (const name of element.getAttributeNames()) {
      if (name === "onclick") isClickable = isMarked = isControl = true;
      if (name === "style" || (name[0] === "o" && name[1] === "n") || isIgnored?.(name)) continue;
      if (name === "value" && tag === "input" && !NAMED_BY_VALUE.has(element.type)) continue;
      const value = plain(element.getAttribute(name));
      attributes += FIELD + name + FIELD + value;
      if (name === "class") isClassed = !isInControl;
      else if (MARKS.has(name)) isMarked = true;
      if (name === "role" && CONTROL_ROLES.has(value)) isControl = true;
    }
    const start = parent + FIELD + tag + FIELD;
    const borders = (isElsewhere ? "b" : "") + (isClickable ? "k" : "");
    if (kind.isTyped) return close(element, kind, index, start, borders, left, top, isSeen, isMarked, isClassed, attributes);
    const first = element.firstChild;
    const shadow = element.shadowRoot;
    const frame = kind.isFrame ? rootOf(element) : undefined;
    const tail = kind.most === Infinity ? tailOf(element, first) : 0;
    let isLong = tail > 0;
    let box;
    if (shadow) {
      roots.push(shadow);
      const end = tailOf(shadow, shadow.firstChild);
      isLong ||= end > 0;
      if (readRow(shadow.firstChild, index, isControl, left, top, true, Infinity, 0, end)) isMarked = true;
    }
    if (frame) {
      roots.push(frame.ownerDocument);
      box = element.getBoundingClientRect();
      readRow(frame, index, isControl, left + box.left, top + box.top, true, 1, 0, 0);
    }
    if (first && readRow(first, index, isControl, left, top, false, kind.most, 0, tail)) isMarked = true;
    const flags = isLong ? borders + "l" : borders;
    if (isOver) waiting.push({ element, kind, index, start, flags, left, top, isSeen, isMarked, isClassed, attributes, box });
    else close(element, kind, index, start, flags, left, top, isSeen, isMarked, isClassed, attributes, box);
  };

  /** Writes an element once what is inside has been read. */
  const close = (element, kind, index, start, flags, left, top, isSeen, isMarked, isClassed, attributes, known) => {
    let area = "0 0 0 0";
    let visible = "";
    if (everyBox || ((isMarked || (isClassed && nodes.length - index <= SMALL)) && !kind.isNever)) {
      const box = known ?? element.getBoundingClientRect();
      const { width, height } = box;
      if (isSeen && width > 0 && height > 0) visible = "v";
      area = Math.round(box.left + left) + " " + Math.round(box.top + top) + " " + Math.round(width) + " " + Math.round(height);
    }
    parts[index] = start + visible + flags + FIELD + area + attributes;
  };

  const goOn = (item) => {
    const { element, index, left, top } = item;
    if (element) {
      close(element, item.kind, index, item.start, item.flags, left, top, item.isSeen, item.isMarked, item.isClassed, item.attributes, item.box);
      return false;
    }
    return readRow(item.next, index, item.isControl, left, top, item.isElsewhere, item.most, item.place, item.tail);
  };

  const view = document.defaultView;
  waiting.push({
    element: undefined, next: document.documentElement, index: "", isControl: false, left: view?.scrollX ?? 0, top: view?.scrollY ?? 0,
    isElsewhere: false, most: 1, place: 0, tail: 0,
  });

  const step = (until) => {
    limit = until;
    do {
      const left = waiting;
      waiting = [];
      isOver = false;
      left.forEach((item, at) => {
        if (isOver) waiting.push(item);
        else if (goOn(item)) left.slice(at).find((outer) => outer.element).isMarked = true;
      });
    } while (waiting.length > 0 && performance.now() <= until);
    return waiting.length === 0;
  };
  return { step, nodes, roots, text: () => parts.join(ITEM) };
};

/** Reads a document in one go: `{ text, nodes, roots }`. */
export const read = (document, isIgnored, more) => {
  const all = reading(document, { isIgnored, ...more });
  all.step(Infinity);
  return { text: all.text(), nodes: all.nodes, roots: all.roots };
};
