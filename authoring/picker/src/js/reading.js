// What the picker needs to know of the page besides the facts of `lotse-dom`: which control an event is about, whether it stands in
// a list of data, what was typed anywhere, which addresses the page itself links to, and rectangles for the wireframe. Texts that
// leave this file go to `discretion.rs` and `address.rs`, which decide what may leave the page.

import { accessible_name, role, up } from "lotse-facts";
import { reading } from "lotse-page";

const FIELD = "\x1f";
const ITEM = "\x1e";
const CONTROL =
  "a[href],area[href],button,input:not([type=hidden]),select,textarea,summary,option,[contenteditable]:not([contenteditable=false])," +
  "[role=button],[role=link],[role=menuitem],[role=menuitemcheckbox],[role=menuitemradio],[role=tab],[role=option],[role=treeitem]," +
  "[role=checkbox],[role=switch],[role=radio],[role=combobox],[role=textbox],[role=searchbox],[role=slider],[role=spinbutton]," +
  "[role=gridcell],[role=columnheader],[role=row],td,th,[onclick]";
const ROW = "tr,[role=row],li,[role=listitem],[role=option],option,[role=treeitem],article,[role=article]";
const LIST = "table,ul,ol,menu,select,datalist,[role=table],[role=grid],[role=treegrid],[role=list],[role=listbox],[role=tree],[role=feed]";
/** Lists of what an app can do, not of what is in it. */
const CHROME = "nav,header,[role=navigation],[role=menu],[role=menubar],[role=tablist],[role=toolbar],[role=radiogroup],[role=banner],[role=search]";
/** Text in these says what a field is called, not what is in it. */
const CAPTIONS = "a,button,label,legend,caption,th,dt,select,option,input,textarea,h1,h2,h3,h4,h5,h6,[role=button],[role=link],[role=columnheader],[role=rowheader]";
const TEXTUAL = "textarea,input:not([type]),input[type=text],input[type=search],input[type=email],input[type=tel],input[type=url],input[type=password],input[type=number],input[type=date],input[type=time],input[type=month],input[type=week],input[type=datetime-local],input[type=color],input[type=file],input[type=range],[contenteditable]:not([contenteditable=false])";
const MAX_ROWS = 60;
const MAX_LINKS = 400;
const MAX_TYPED = 400;
const MAX_SHAPES = 90;
/** As many nodes as a second look takes on (`MOST_NODES` in `sdk/retrace/src/index.js`), and how long is read between two counts. */
const MAX_WHOLE = 10_000;
const COUNT_MS = 20;

const numbers = new WeakMap();
let last = 0;
/** A number for an element, the same as long as the page lives. */
export const number_of = (node) => {
  if (!numbers.has(node)) numbers.set(node, ++last);
  return numbers.get(node);
};

/** The control that an element belongs to, or the element itself. */
export const control_of = (node) => {
  let at = node;
  for (let step = 0; at && step < 12; step++, at = up(at)) {
    if (at.localName === "label" && at.control) return at.control;
    if (at.matches(CONTROL)) return at;
  }
  return node;
};

export const is_textual = (node) => node.matches(TEXTUAL);

/** What is in a field. Used to see whether it is empty, and to keep it from leaving; told to the studio only when marked. */
export const typed_in = (node) => (node.isContentEditable ? node.textContent : node.value) ?? "";
export const is_valid = (node) => typed_in(node) !== "" && node.validity?.valid !== false;

const documents = function* (from) {
  yield from;
  for (const frame of from.querySelectorAll("iframe,frame")) {
    let inner;
    try {
      inner = frame.contentDocument;
    } catch {
      // Of another origin.
    }
    if (inner) yield* documents(inner);
  }
};

const roots = function* () {
  for (const doc of documents(document)) {
    yield doc;
    for (const host of doc.querySelectorAll("*")) if (host.shadowRoot) yield host.shadowRoot;
  }
};

/** Everything that is in fields now. */
export const typed_texts = () => {
  const out = [];
  for (const root of roots()) {
    for (const field of root.querySelectorAll(TEXTUAL)) {
      if (field.type === "range" || field.type === "color") continue;
      // What the page came with may stand elsewhere still.
      for (const text of [plain(typed_in(field)), plain(field.defaultValue)]) if (text && out.length < MAX_TYPED) out.push(text);
    }
  }
  return out.join(FIELD);
};

/** What stands in the cells of tables of data, and the chief heading. */
export const shown_texts = () => {
  const out = [];
  for (const root of roots()) {
    for (const cell of root.querySelectorAll("td,[role=gridcell],[role=cell],h1")) {
      const text = plain(cell.textContent);
      if (text.length > 2 && text.length < 80 && out.length < MAX_TYPED) out.push(text);
    }
  }
  return out.join(FIELD);
};

const plain = (text) => (text ?? "").slice(0, 400).replace(/[\x00-\x20\x7f\xa0]+/g, " ").trim();

// --- lists of data

const siblings = (row) => {
  const kind = role(row);
  const out = [];
  for (const one of row.parentElement?.children ?? [row]) {
    if (out.length === MAX_ROWS) break;
    if (one.localName === row.localName && role(one) === kind) out.push(one);
  }
  return out;
};

/** How much of the window a part of a page takes; cards in frames of their own take less. */
const PART = 0.2;

/** A single large article is a part of its page, such as all of its main column, and no entry of anything. */
const isPart = (row) => {
  if (!row.matches("article,[role=article]") || row.closest("[role=feed]") || siblings(row).length > 1) return false;
  const { width, height } = row.getBoundingClientRect();
  return width * height >= PART * innerWidth * innerHeight;
};

const rowOf = (node) => {
  for (let at = node, step = 0; at && step < 14; step++, at = up(at)) {
    if (at.matches("dialog,[role=dialog],[role=alertdialog],form:not(td form,li form)")) return;
    if (at.matches(ROW) && !isPart(at)) return at;
  }
  return;
};

const hasLooseText = (node) => {
  const walk = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, (it) =>
    it.nodeType === 1 && it.matches(CAPTIONS) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  while (walk.nextNode()) if (walk.currentNode.nodeType === 3 && /[\p{L}\p{N}]/u.test(walk.currentNode.data)) return true;
  return false;
};

const leadsToRecord = (node) => [...node.querySelectorAll("a[href]")].some((link) => /\d/.test(link.pathname + link.search) || /[?&](?:id|key)=/.test(link.search));

const isData = (row, rows) => {
  if (row.closest(CHROME) || (row.matches("tr") && row.closest("thead"))) return false;
  // A row of headings that sorts.
  if (row.matches("tr,[role=row]") && !row.querySelector("td,[role=gridcell],[role=cell]")) return false;
  if (row.matches("option,[role=option]")) return !isFixed(row, rows);
  if (row.matches("[role=treeitem],article,[role=article]")) return true;
  return rows.some((one) => hasLooseText(one) || leadsToRecord(one));
};

/** Whether an option is one of the app's, not a record of which there happen to be few. */
const isFixed = (option, rows) => {
  const value = option.getAttribute("value") ?? option.dataset.value ?? "";
  const text = plain(option.textContent);
  if (value === text) return rows.length <= 40;
  if (option.localName === "option") return rows.length <= 40 && /^[A-Za-z][\w.:/+-]*$/.test(value) && !/\d{3}/.test(value);
  return rows.length <= 15 && !/\d{3}/.test(text);
};

/** The list or table of data that an element stands in, if any. */
export const list_of = (node) => {
  const row = rowOf(node);
  if (!row) return undefined;
  const rows = siblings(row);
  if (!isData(row, rows)) return undefined;
  const list = row.parentElement?.closest(LIST);
  return list && list !== node ? list : row.parentElement ?? undefined;
};

/** Whether the controls in other rows are called the same: then the name is the app's. */
export const is_shared = (node) => {
  const row = rowOf(node);
  const name = row && node !== row && accessible_name(node);
  if (!name) return false;
  const kind = role(node);
  let count = 0;
  for (const other of siblings(row)) {
    for (const one of other.querySelectorAll(CONTROL)) {
      if (role(one) === kind && accessible_name(one) === name) {
        if (++count > 1) return true;
        break;
      }
    }
  }
  return false;
};

/** The name and the value of what is chosen, when they are the app's own; otherwise nothing. */
export const chosen = (select) => {
  const option = select.selectedOptions?.[0];
  if (!option || !isFixed(option, [...select.options])) return "";
  return plain(option.textContent) + FIELD + option.value;
};

/** Whether something is on: 1 or 0, or nothing where that is no question. */
export const switched = (node) => {
  if (node.matches("input[type=checkbox],input[type=radio]")) return node.checked ? "1" : "0";
  const given = node.matches("[role=checkbox],[role=switch],[role=radio],[role=menuitemcheckbox],[role=menuitemradio]") ? node.getAttribute("aria-checked") : null;
  return given === "true" ? "1" : given === "false" ? "0" : "";
};

/** What a control opens. */
export const opens = (node) => {
  const given = node.getAttribute("aria-haspopup");
  if (given && given !== "false") return given === "true" ? "menu" : given;
  if (node.localName === "summary") return "section";
  return node.hasAttribute("aria-expanded") && !node.matches("[role=combobox],[role=treeitem],[role=row],a[href]") ? "section" : "";
};

// --- addresses and titles

/** Tells of nodes whether they lie in a row of data; each row is judged once. */
const judging = () => {
  const known = new Map();
  return (node) => {
    let row = node.closest(ROW);
    while (row && isPart(row)) row = row.parentElement?.closest(ROW);
    if (row && !known.has(row)) known.set(row, isData(row, siblings(row)));
    return row ? known.get(row) : false;
  };
};

/** Where links of the page lead: first those outside lists, then, in a second list, those in rows. */
export const linked = () => {
  const outside = new Set();
  const rows = new Set();
  const isInData = judging();
  for (const doc of documents(document)) {
    for (const link of doc.querySelectorAll("a[href]")) {
      if (link.origin !== location.origin) continue;
      const into = isInData(link) ? rows : outside;
      if (into.size < MAX_LINKS) into.add(link.pathname + link.search);
    }
  }
  return [...outside].join(FIELD) + ITEM + [...rows].join(FIELD);
};

/** What controls outside lists are called, and the brand in the header. */
export const spoken = () => {
  const out = new Set();
  const isInData = judging();
  for (const link of document.querySelectorAll("a[href],button,[role=tab],[role=menuitem],[role=button]")) {
    if (out.size > MAX_LINKS) break;
    if (isInData(link)) continue;
    const name = plain(link.textContent) || plain(link.getAttribute("aria-label"));
    if (name && name.length < 60) out.add(name);
  }
  return [...out].join(FIELD);
};

export const page_title = () => document.title;
export const page_address = () => location.href;
export const page_language = () => document.documentElement.lang;
export const viewport = () => `${innerWidth}${FIELD}${innerHeight}`;

// --- wireframe

/** Rectangles of what can be seen: `left top width height look`. */
export const shapes = () => {
  const out = [];
  const kinds = [
    ["control", "button,input:not([type=hidden]),select,textarea,a[href],[role=button],[role=tab],[role=switch],[role=checkbox]"],
    ["image", "img,svg,canvas,video"],
    ["text", "h1,h2,h3,h4,p,label,th,td,legend,dt,dd"],
    ["area", "nav,aside,header,main,section,table,dialog,form,fieldset"],
  ];
  for (const [look, query] of kinds) {
    let count = 0;
    for (const node of document.querySelectorAll(query)) {
      if (count >= MAX_SHAPES / kinds.length) break;
      const box = node.getBoundingClientRect();
      const isIn = box.width > 4 && box.height > 4 && box.right > 0 && box.bottom > 0 && box.left < innerWidth && box.top < innerHeight;
      if (!isIn || (look === "image" && node.closest("button,a"))) continue;
      count++;
      out.push(`${Math.round(box.left)} ${Math.round(box.top)} ${Math.round(box.width)} ${Math.round(box.height)} ${look}`);
    }
  }
  return out.join(FIELD);
};

// --- walking

const PASSED = new Set(["script", "style", "template", "head", "lotse-stage", "lotse-picker"]);
const isThere = (node) => node && !PASSED.has(node.localName) && node.getClientRects().length > 0;

/** The element above, below, before or after, or the frame around its document; nothing at the end. */
export const step_to = (node, way) => {
  if (way === "frame") return node.ownerDocument.defaultView?.frameElement ?? undefined;
  if (way === "up") {
    const parent = up(node) ?? node.ownerDocument.defaultView?.frameElement;
    return parent && parent.localName !== "html" ? parent : undefined;
  }
  if (way === "down") {
    const inner = node.shadowRoot ?? (node.localName === "iframe" ? attemptBody(node) : node);
    return [...(inner?.children ?? [])].find(isThere);
  }
  let at = node;
  do at = way === "before" ? at.previousElementSibling : at.nextElementSibling;
  while (at && !isThere(at));
  return at ?? undefined;
};

const attemptBody = (frame) => {
  try {
    return frame.contentDocument?.body;
  } catch {
    return undefined;
  }
};

let whole = [];
/** The whole page as `lotse_locator::linkage` reads it; empty where it is too large. */
export const whole_page = () => {
  whole = [];
  const page = reading(document);
  while (!page.step(performance.now() + COUNT_MS) && page.nodes.length <= MAX_WHOLE);
  if (page.nodes.length > MAX_WHOLE) return "";
  whole = page.nodes;
  return page.text();
};
/** The place of an element in the page that was read last, which is forgotten; -1 when it is not in it. */
export const place_in_page = (node) => {
  const place = whole.indexOf(node);
  whole = [];
  return place;
};

/** The element at a place in the page that was read last, which is forgotten. */
export const node_in_page = (place) => {
  const node = whole[place];
  whole = [];
  return node ?? undefined;
};
export const bring_into_sight = (node) => node.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
/** Says "visible" once somebody can see the page: at once, or when its tab comes to the front. */
export const when_visible = (ear) => {
  const tell = () => {
    if (document.visibilityState === "hidden") return;
    document.removeEventListener("visibilitychange", tell);
    ear("visible", undefined, "");
  };
  document.addEventListener("visibilitychange", tell);
  tell();
};

let begun;
/** Begins to read the whole page bit by bit; what was begun before is forgotten. */
export const begin_whole = () => {
  begun = reading(document);
};
/** Reads on for some milliseconds; the page once it has been read, empty before, nothing where it is too large. */
export const read_on = (milliseconds) => {
  const isRead = begun.step(performance.now() + milliseconds);
  if (begun.nodes.length > MAX_WHOLE) return undefined;
  if (!isRead) return "";
  whole = begun.nodes;
  const text = begun.text();
  begun = undefined;
  return text;
};
