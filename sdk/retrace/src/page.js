// A page as one flat text, for `lotse_locator::linkage::Page`: nodes in document order parted by U+001E, fields by U+001F. Of an
// element: index of its parent, tag, flags, box as `x y width height`, then names and values of attributes. Of a text: index of its
// parent, `#`, the text. Open shadow roots and same-origin frames are read in the place of their host. Never read: typed values,
// scripts, styles, and what takes no part in the layout.
// Flags: `v` has a box and can be seen, `b` its parent is in another tree, `k` has a click handler in its markup.

const FIELD = "\x1f";
const ITEM = "\x1e";
/** Longest text and longest value of an attribute, in UTF-16 units. */
const MAX_TEXT = 160;
/** How many options of a list are read. */
const MAX_OPTIONS = 12;
const LEFT_OUT = new Set(["script", "style", "template", "noscript", "head", "link", "meta", "lotse-stage", "lotse-picker"]);
/** Elements without text of their own: what is in them was typed or chosen. */
const TYPED = new Set(["input", "textarea"]);
/** Kinds of input whose value names them. */
const NAMED_BY_VALUE = new Set(["submit", "button", "reset", "radio", "checkbox"]);
const BORDERS = /[\x00-\x20\x7f\xa0]+/g;

const plain = (text) => (text.length > MAX_TEXT * 2 ? text.slice(0, MAX_TEXT * 2) : text).replace(BORDERS, " ").slice(0, MAX_TEXT);

/**
 * Reads a document. Returns the flat text, its elements by index (texts as undefined), and the roots of all trees that were read.
 * `isIgnored(name)` tells of attributes that are not the page's own.
 */
export const read = (document, isIgnored = () => false) => {
  const nodes = [];
  const roots = [document];
  const parts = [];
  const attributes = (element, tag) => {
    let out = "";
    const names = element.getAttributeNames();
    for (const name of names) {
      if (name === "style" || isIgnored(name)) continue;
      if (name[0] === "o" && name[1] === "n") continue;
      if (name === "value" && tag === "input" && !NAMED_BY_VALUE.has(element.type)) continue;
      out += FIELD + name + FIELD + plain(element.getAttribute(name));
    }
    return out;
  };
  const visit = (element, parent, left, top, isElsewhere) => {
    const tag = element.localName;
    if (LEFT_OUT.has(tag)) return;
    const box = element.getBoundingClientRect();
    const hasBox = box.width > 0 && box.height > 0;
    const isOption = tag === "option" || tag === "optgroup";
    if (!hasBox && !isOption && !element.checkVisibility()) return;
    const isSeen = hasBox && element.checkVisibility({ visibilityProperty: true });
    const index = nodes.length;
    nodes.push(element);
    const flags = (isSeen ? "v" : "") + (isElsewhere ? "b" : "") + (element.hasAttribute("onclick") ? "k" : "");
    const [x, y] = [Math.round(box.left + left), Math.round(box.top + top)];
    parts.push(
      `${parent}${FIELD}${tag}${FIELD}${flags}${FIELD}${x} ${y} ${Math.round(box.width)} ${Math.round(box.height)}${attributes(element, tag)}`,
    );
    if (TYPED.has(tag)) return;
    if (element.shadowRoot) {
      roots.push(element.shadowRoot);
      children(element.shadowRoot, index, left, top, true, Infinity);
    }
    if (tag === "iframe" || tag === "frame") {
      let inner;
      try {
        inner = element.contentDocument?.documentElement;
      } catch {
        // Another origin's.
      }
      if (inner) {
        roots.push(element.contentDocument);
        visit(inner, index, left + box.left, top + box.top, true);
      }
    }
    children(element, index, left, top, false, tag === "select" ? MAX_OPTIONS : Infinity);
  };
  const children = (node, index, left, top, isElsewhere, most) => {
    for (let child = node.firstChild; child && most > 0; child = child.nextSibling) {
      const type = child.nodeType;
      if (type === 1) {
        visit(child, index, left, top, isElsewhere);
        most--;
      } else if (type === 3) {
        const text = plain(child.data);
        if (text && text !== " ") {
          nodes.push(undefined);
          parts.push(`${index}${FIELD}#${FIELD}${text}`);
        }
      }
    }
  };
  const view = document.defaultView;
  if (document.documentElement) visit(document.documentElement, "", view?.scrollX ?? 0, view?.scrollY ?? 0, false);
  return { text: parts.join(ITEM), nodes, roots };
};
