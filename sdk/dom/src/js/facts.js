// What is known of one element, as one flat text: fields parted by U+001F, elements by U+001E. Roles and names follow HTML-AAM
// and accname 1.2, cut down to what tells controls apart. A typed value is never read here, except by `state` when asked.

import { active, attempt, attribute, getter, hit, hostOf, is_within, matches, measure, edge, method, page, parentOf, queryAllIn, shadowOf, split } from "./natives.js";

export { hostOf, parentOf, shadowOf } from "./natives.js";

const { Document, DocumentFragment, Element, HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement, Map, Node, String } = page;
export const FIELD = "\x1f";
export const ITEM = "\x1e";
const MAX_TEXT = 120;
const MAX_STATE_TEXT = 2000;
const MAX_ANCESTRY = 8;

export const typeOf = getter(Node, "nodeType");
export const nameOf = getter(Element, "localName");
export const firstElement = getter(Element, "firstElementChild");
export const lower = method(String, "toLowerCase");
export const has = method(String, "includes");
const firstOf = getter(Node, "firstChild");
const nextOf = getter(Node, "nextSibling");
export const dataOf = getter(page.CharacterData, "data");
const before = getter(Element, "previousElementSibling");
const after = getter(Element, "nextElementSibling");
const rootOf = method(Node, "getRootNode");
const closest = method(Element, "closest");
export const queryIn = method(Element, "querySelector");
const hasAttribute = method(Element, "hasAttribute");
const namesOf = method(Element, "getAttributeNames");
const byId = method(Document, "getElementById");
const byIdIn = method(DocumentFragment, "getElementById");
const assigned = method(page.HTMLSlotElement, "assignedNodes");
const shown = method(Element, "checkVisibility");
export const allBelow = method(DocumentFragment, "querySelectorAll");
const getIn = method(Map, "get");
const setIn = method(Map, "set");
const checkedOf = getter(HTMLInputElement, "checked");
const selectedOf = getter(page.HTMLOptionElement, "selected");
const validityOf = {
  __proto__: null,
  input: getter(HTMLInputElement, "validity"),
  select: getter(HTMLSelectElement, "validity"),
  textarea: getter(HTMLTextAreaElement, "validity"),
};
const valueOf = {
  __proto__: null,
  input: getter(HTMLInputElement, "value"),
  select: getter(HTMLSelectElement, "value"),
  textarea: getter(HTMLTextAreaElement, "value"),
};

const SHOWN = { __proto__: null, visibilityProperty: true, contentVisibilityAuto: false };
const ROLES = {
  __proto__: null,
  article: "article",
  aside: "complementary",
  button: "button",
  details: "group",
  dialog: "dialog",
  fieldset: "group",
  footer: "contentinfo",
  form: "form",
  h1: "heading",
  h2: "heading",
  h3: "heading",
  h4: "heading",
  h5: "heading",
  h6: "heading",
  header: "banner",
  hr: "separator",
  img: "img",
  li: "listitem",
  main: "main",
  menu: "list",
  meter: "meter",
  nav: "navigation",
  ol: "list",
  optgroup: "group",
  option: "option",
  output: "status",
  progress: "progressbar",
  section: "region",
  summary: "button",
  svg: "img",
  table: "table",
  tbody: "rowgroup",
  td: "cell",
  textarea: "textbox",
  tfoot: "rowgroup",
  th: "columnheader",
  thead: "rowgroup",
  tr: "row",
  ul: "list",
};
const INPUTS = {
  __proto__: null,
  button: "button",
  checkbox: "checkbox",
  image: "button",
  number: "spinbutton",
  radio: "radio",
  range: "slider",
  reset: "button",
  search: "searchbox",
  submit: "button",
};
const NAMED_BY_CONTENT = {
  __proto__: null,
  button: 1,
  cell: 1,
  checkbox: 1,
  columnheader: 1,
  gridcell: 1,
  heading: 1,
  link: 1,
  menuitem: 1,
  menuitemcheckbox: 1,
  menuitemradio: 1,
  option: 1,
  radio: 1,
  row: 1,
  rowheader: 1,
  switch: 1,
  tab: 1,
  treeitem: 1,
};
const FIELDS = "input,select,textarea,[role=textbox],[role=combobox],[role=checkbox],[role=switch],[role=slider],[contenteditable]";
const ICONS = "svg,img,i,[class*=icon],[data-icon],[icon]";
const LABELABLE = "input,select,textarea,meter,output,progress,[role]";
const HEADINGS = "h1,h2,h3,h4,h5,h6,legend,[role=heading]";

const attr = (node, name) => attribute(node, name) ?? "";
const listed = (items, item) => {
  for (let at = 0; at < items.length; at++) if (items[at] === item) return true;
  return false;
};
/** White space and control characters become one space, so that nothing in it can pass for a border between fields. */
const clean = (text, most) => {
  let out = "";
  let gap = "";
  for (let at = 0; at < text.length && out.length < (most ?? MAX_TEXT); at++) {
    const sign = text[at];
    if (sign <= " " || sign === "\xa0") gap = out && " ";
    else {
      out += gap + sign;
      gap = "";
    }
  }
  return out;
};
const isShown = (node) => shown(node, SHOWN) !== false;
/** The element above: out of shadow roots too, not out of frames. */
export const up = (node) => {
  const parent = parentOf(node);
  const type = parent ? typeOf(parent) : 0;
  return type === 1 ? parent : type === 11 ? hostOf(parent) : undefined;
};

const kindOf = (node) => lower(attr(node, "type") || "text");

export const role = (node) => {
  const given = attr(node, "role");
  if (given) return split(lower(clean(given)), " ")[0];
  const tag = nameOf(node);
  if (tag === "a" || tag === "area") return hasAttribute(node, "href") ? "link" : "";
  if (tag === "input") return INPUTS[kindOf(node)] ?? (kindOf(node) === "hidden" ? "" : hasAttribute(node, "list") ? "combobox" : "textbox");
  if (tag === "th" && attr(node, "scope") === "row") return "rowheader";
  if (tag === "select") return hasAttribute(node, "multiple") || attr(node, "size") > 1 ? "listbox" : "combobox";
  return ROLES[tag] ?? "";
};

// --- texts

/** What an element says: the text a person sees in it, with the names of pictures and controls, at most `most` characters. */
const content = (node, most, ignoresSight) => {
  let out = "";
  let left = 400;
  const walk = (at, depth) => {
    const inner = shadowOf(at);
    let list;
    if (nameOf(at) === "slot") list = attempt(() => assigned(at, { __proto__: null, flatten: true }));
    let child = list?.length ? list[0] : firstOf(inner ?? at);
    for (let next = 1; child && left-- > 0 && out.length < most; child = list?.length ? list[next++] : nextOf(child)) {
      const type = typeOf(child);
      if (type === 3) out += dataOf(child);
      if (type !== 1 || depth > 30) continue;
      const tag = nameOf(child);
      if (tag === "script" || tag === "style" || tag === "template" || tag === "noscript") continue;
      if (attr(child, "aria-hidden") === "true" || (!ignoresSight && !isShown(child))) continue;
      const label = attr(child, "aria-label") || (tag === "img" ? attr(child, "alt") : "");
      if (label) out += ` ${label} `;
      // What is typed or chosen inside a label is data, not a name.
      else if (tag !== "input" && tag !== "select" && tag !== "textarea") {
        out += " ";
        walk(child, depth + 1);
        out += " ";
      }
    }
  };
  walk(node, 0);
  return clean(out, most);
};

/** An element's text as people see it; of one that is out of sight, the text it would show. */
const textOf = (node, most) => {
  const tag = nameOf(node);
  if (tag === "input") return INPUTS[kindOf(node)] === "button" ? clean(attr(node, "value")) : "";
  if (tag === "select" || tag === "textarea") return "";
  return content(node, most, !isShown(node));
};

const referred = (node, name) => {
  const list = split(attr(node, name), " ");
  const root = rootOf(node);
  let out = "";
  for (let at = 0; at < list.length && at < 8; at++) {
    const found = list[at] && (typeOf(root) === 9 ? byId(root, list[at]) : typeOf(root) === 11 ? byIdIn(root, list[at]) : undefined);
    if (found) out += ` ${attr(found, "aria-label") || content(found, MAX_TEXT, true) || attr(found, "title")}`;
  }
  return clean(out);
};

/** The label elements of each tree by the id they are for. `node.labels` searches the whole tree for every control. */
let labelled = new Map();
/** Forgets what was gathered for a run over many elements. */
export const forget = () => {
  labelled = new Map();
};
const labelsIn = (root) => {
  let index = getIn(labelled, root);
  if (index) return index;
  index = { __proto__: null };
  const list = (typeOf(root) === 9 ? queryAllIn : allBelow)(root, "label[for]");
  for (let at = list.length - 1; at >= 0; at--) index[attr(list[at], "for")] = list[at];
  setIn(labelled, root, index);
  return index;
};

const labelElement = (node) => {
  if (!matches(node, LABELABLE)) return;
  const id = attr(node, "id");
  const root = id && rootOf(node);
  return (root && typeOf(root) !== 1 && labelsIn(root)[id]) || (closest(node, "label") ?? undefined);
};
const labels = (node) => {
  const label = labelElement(node);
  return label ? content(label, MAX_TEXT) : "";
};

const own = (node, selector) => {
  const found = queryIn(node, selector);
  return found ? content(found, MAX_TEXT, true) : "";
};

const native = (node, tag) => {
  if (tag === "fieldset") return own(node, "legend");
  if (tag === "table") return own(node, "caption");
  if (tag === "svg") return own(node, "title");
  return tag === "img" || tag === "area" || (tag === "input" && kindOf(node) === "image") ? attr(node, "alt") : "";
};

const named = (node, kind, text) => {
  const tag = nameOf(node);
  const referredTo = hasAttribute(node, "aria-labelledby") ? referred(node, "aria-labelledby") : "";
  return (
    referredTo ||
      clean(attr(node, "aria-label")) ||
      labels(node) ||
      clean(native(node, tag)) ||
      (NAMED_BY_CONTENT[kind] || (tag === "input" && kind === "button") ? text : "") ||
      clean(attr(node, "title") || attr(node, "placeholder")) ||
      // An icon of which only the drawing has a name.
      (NAMED_BY_CONTENT[kind] ? own(node, "svg title") : "")
  );
};

/** The live accessible name. */
export const accessible_name = (node) => named(node, role(node), textOf(node, MAX_TEXT));

/** The drawing of a control that has no text: what its sign, its picture or its symbol is called. */
const iconOf = (node) => {
  const sign = queryIn(node, ICONS);
  if (!sign) return;
  const use = nameOf(sign) === "svg" ? queryIn(sign, "use") : undefined;
  const source = use ? attr(use, "href") || attr(use, "xlink:href") : attr(sign, "src");
  // Of an address, the part that names the drawing.
  let from = 0;
  for (let at = 0; at < source.length; at++) if (source[at] === "/" || source[at] === "#") from = at + 1;
  let name = "";
  for (let at = from; at < source.length && at < from + 60; at++) name += source[at];
  return clean(name || attr(sign, "data-icon") || attr(sign, "icon") || attr(sign, "name") || attr(sign, "class")) || undefined;
};

/** What labels a field: its label, or the text that stands before it. */
const labelOf = (node) => {
  const given = referred(node, "aria-labelledby") || labels(node);
  if (given || !matches(node, FIELDS)) return given;
  let at = node;
  for (let level = 0; at && level < 4; level++, at = up(at)) {
    const sibling = before(at);
    const text = sibling && !matches(sibling, FIELDS) && !queryIn(sibling, FIELDS) ? content(sibling, MAX_TEXT) : "";
    if (text) return text.length > 60 ? "" : text;
  }
  return "";
};

const headingOf = (node) => {
  let at = node;
  for (let level = 0; at && level < 10; level++, at = up(at)) {
    if (level && (nameOf(at) === "fieldset" || nameOf(at) === "details")) {
      const first = firstElement(at);
      if (first && first !== node && matches(first, "legend,summary")) return content(first, MAX_TEXT);
    }
    let sibling = at;
    for (let back = 0; back < 8 && (sibling = before(sibling)); back++) {
      const heading = matches(sibling, HEADINGS) ? sibling : queryIn(sibling, HEADINGS);
      const text = heading && isShown(heading) ? content(heading, MAX_TEXT) : "";
      if (text) return text;
    }
  }
  return "";
};

const ancestryOf = (node) => {
  let out = "";
  let links = 0;
  for (let at = up(node); at && links < MAX_ANCESTRY; at = up(at)) {
    const tag = nameOf(at);
    const id = attr(at, "id");
    const kind = role(at) || (has(tag, "-") ? tag : "");
    if ((!kind && !id) || tag === "html") continue;
    const name = clean(attr(at, "aria-label"));
    const link = kind + (name && !has(name, "<") ? ` ${name}` : id ? `#${id}` : "");
    if (out.length + link.length > 250) break;
    out += (links++ ? " < " : "") + link;
  }
  return out;
};

// --- sight

export const is_seen = (node) => {
  if (!isShown(node) || closest(node, "[inert]")) return false;
  if (hasBox(node)) return true;
  // Switches are often drawn by the label of a box that is there for assistive technology only.
  const label = nameOf(node) === "input" ? labelElement(node) : undefined;
  return !!label && isShown(label) && hasBox(label);
};

const hasBox = (node) => {
  measure(node);
  // One pixel is what "for screen readers only" leaves; left of or above the page nobody can scroll.
  return edge(2) - edge(0) > 1 && edge(3) - edge(1) > 1 && edge(2) + page.scrollX > 0 && edge(3) + page.scrollY > 0;
};

const isCovered = (node) => {
  measure(node);
  const x = (edge(0) + edge(2)) / 2;
  const y = (edge(1) + edge(3)) / 2;
  const top = attempt(() => hit(x, y));
  if (!top || is_within(top, node) || is_within(node, top)) return false;
  for (let at = top; at; at = up(at)) if (nameOf(at) === "lotse-stage") return false;
  const label = labelElement(node);
  return !(label && is_within(top, label));
};

// --- the flat forms

const place = (node) => {
  const tag = nameOf(node);
  let index = 1;
  let of = 1;
  for (let at = node; index < 200 && (at = before(at)); ) if (nameOf(at) === tag) index++;
  for (let at = node; of < 200 && (at = after(at)); ) if (nameOf(at) === tag) of++;
  return index + FIELD + (index + of - 1);
};

const closer = (node) =>
  labelOf(node) + FIELD + headingOf(node) + FIELD + ancestryOf(node) + FIELD + place(node);

/**
 * The facts of one element. `css` and `attributes` are lists of what is wanted; without `attributes`, all are told but what is
 * typed. A control without an attribute `icon` is given one that says what is drawn in it. `holder` is a number for the candidate that contains this one, or nothing. `isClose` adds what costs more to read.
 */
export const facts = (node, css, attributes, isClose, holder) => {
  const kind = role(node);
  const text = textOf(node, MAX_TEXT);
  let fits = "";
  for (let at = 0; at < css.length; at++) fits += matches(node, css[at]) ? "1" : "0";
  let out = nameOf(node) + FIELD + kind + FIELD + named(node, kind, text) + FIELD + text + FIELD + fits + FIELD;
  if (isClose) {
    const isSeen = is_seen(node);
    const isFramed = node.ownerDocument !== page.document;
    // Of two alike, the one that does something is meant.
    const isIdle = isSeen && ((!isFramed && isCovered(node)) || matches(node, ":disabled,[aria-disabled=true]"));
    out += `c${isSeen ? "v" : ""}${isIdle ? "o" : ""}${isFramed ? "f" : ""}${FIELD}${holder ?? ""}`;
    out += FIELD + closer(node);
  } else out += FIELD + FIELD + FIELD + FIELD + FIELD + FIELD;
  const names = attributes ?? namesOf(node);
  const icon = (!attributes || listed(attributes, "icon")) && !hasAttribute(node, "icon") && kind !== "" ? iconOf(node) : undefined;
  if (icon !== undefined) out += `${FIELD}icon${FIELD}${icon}`;
  for (let at = 0; at < names.length; at++) {
    const name = names[at];
    const value = name === "value" ? undefined : attribute(node, name);
    if (value !== undefined) out += FIELD + name + FIELD + clean(value, 300);
  }
  return out;
};

/** All facts of one element, for recording. */
export const record = (node) => (forget(), facts(node, [], undefined, true));

const three = (value) => (value === undefined ? "-" : value ? "1" : "0");
const flag = (value) => (value === "" ? undefined : value !== "false");

const onOf = (node, tag) => {
  const kind = tag === "input" ? kindOf(node) : "";
  if (kind === "checkbox" || kind === "radio") return checkedOf(node);
  if (tag === "option") return selectedOf(node);
  return flag(attr(node, "aria-checked") || attr(node, "aria-pressed") || attr(node, "aria-selected"));
};

const expandedOf = (node, tag) => {
  const given = flag(attr(node, "aria-expanded"));
  const details = tag === "summary" ? up(node) : tag === "details" ? node : undefined;
  return given ?? (details && nameOf(details) === "details" ? hasAttribute(details, "open") : undefined);
};

const validOf = (node, tag) => {
  const given = flag(attr(node, "aria-invalid"));
  if (given) return false;
  const validity = attempt(() => validityOf[tag]?.(node));
  return validity ? validity.valid : given === false ? true : undefined;
};

const typed = (node, tag) => {
  const value = attempt(() => valueOf[tag]?.(node)) ?? (attr(node, "aria-valuetext") || attr(node, "aria-valuenow"));
  // Of a password no more is told than whether there is one.
  if (tag === "input" && kindOf(node) === "password") return value ? "•" : "";
  return value || valueOf[tag] ? value : textOf(node, MAX_STATE_TEXT);
};

/** The state of an element: six signs (seen, usable, on, open, focused, valid), its name, value and text when wanted. */
export const state = (node, wantsValue, wantsText) => {
  forget();
  const tag = nameOf(node);
  const isUsable = !matches(node, ":disabled") && !closest(node, "[aria-disabled=true],[inert]");
  const focus = active();
  return (
    three(is_seen(node)) +
    three(isUsable) +
    three(onOf(node, tag)) +
    three(expandedOf(node, tag)) +
    three(!!focus && is_within(focus, node)) +
    three(validOf(node, tag)) +
    FIELD +
    accessible_name(node) +
    FIELD +
    (wantsValue ? clean(typed(node, tag), MAX_STATE_TEXT) : "") +
    FIELD +
    (wantsText ? textOf(node, MAX_STATE_TEXT) : "")
  );
};
