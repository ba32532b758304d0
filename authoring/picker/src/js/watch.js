// What the technician does in the host app, heard at the window before the app hears of it, in frames of the same origin too. While
// picking, the app hears nothing; what happens in the picker's own bar never reaches it at all.

import { control_of, is_textual, is_valid, number_of, switched, typed_in, chosen, opens } from "./reading.js";

const FIELD = "\x1f";
const HEARD = ["pointerdown", "pointerup", "click", "dblclick", "contextmenu", "keydown", "input", "change", "focusin", "focusout", "pointermove", "pagehide", "submit"];
/** What an app might do something on, when somebody points, presses or looks away. */
const HELD = [
  "pointerdown", "pointerup", "pointercancel", "mousedown", "mouseup", "click", "dblclick", "auxclick", "contextmenu", "touchstart", "touchend",
  "touchcancel", "touchmove", "dragstart", "keydown", "keyup", "keypress", "pointerover", "pointerout", "pointerenter", "pointerleave", "mouseover",
  "mouseout", "mouseenter", "mouseleave", "pointermove", "mousemove", "blur", "focusout", "focusin", "focus", "beforetoggle", "submit",
];
const HOVER_MS = 450;
/** An Enter that sends a form is followed by a click on its button that nobody made. */
const IMPLICIT_MS = 150;

let ear = () => {};
let mode = "off";
let bar;
let inside;
const undo = [];
/** Documents that are listened to: a frame keeps its window when it loads another one. */
const documents = new WeakSet();
const empty = new WeakMap();
const dirty = new Map();
let pressed;
let enterAt = -Infinity;
let hovering;
let timer = 0;

/** Begins to hear; `tell(what, node, text)`. `host` is the picker's own element, `root` its closed root. */
export const watch = (tell, host, root) => {
  ear = tell;
  bar = host;
  inside = root;
  hearIn(window);
};

/** `off`, `record` or `pick`. */
export const set_mode = (to) => {
  if (mode === "record" && to !== "record") flush();
  mode = to;
};

/** Tells of fields that were typed into and not left yet. */
export const flush = (except) => {
  clearTimeout(timer);
  for (const node of [...dirty.keys()]) {
    if (node === except) continue;
    const wasEmpty = dirty.get(node);
    dirty.delete(node);
    empty.set(node, typed_in(node) === "");
    ear("typed", node, (is_valid(node) ? "1" : "0") + (wasEmpty ? "1" : "0"));
  }
};

export const unwatch = () => {
  clearTimeout(timer);
  for (const one of undo.splice(0)) one();
  dirty.clear();
};

const on = (view, type, heard, options) => {
  view.addEventListener(type, heard, options);
  undo.push(() => view.removeEventListener(type, heard, options));
};

const hearIn = (view) => {
  const { document } = view;
  if (documents.has(document)) return;
  documents.add(document);
  const types = new Set([...HEARD, ...HELD]);
  for (const type of types) on(view, type, heard, { capture: true, passive: false });
  // Windows never hear of it when something in them has loaded.
  on(document, "load", (event) => event.target?.localName === "iframe" && hearFrame(event.target), { capture: true });
  for (const frame of document.querySelectorAll("iframe,frame")) hearFrame(frame);
};

const hearFrame = (frame) => {
  try {
    if (frame.contentDocument?.defaultView) hearIn(frame.contentDocument.defaultView);
  } catch {
    // Of another origin: out of reach.
  }
};

const heard = (event) => {
  const path = event.composedPath();
  if (path.includes(bar)) return hearBar(event);
  if (path.some((node) => node.localName === "lotse-stage")) return;
  const node = path.find((it) => it.nodeType === 1);
  if (event.type === "pointermove" || event.type === "pointerdown") look(node, event);
  if (mode === "pick") return hold(event, node);
  if (mode === "record") return note(event, node);
  if (event.type === "keydown" && event.isTrusted) shortcut(event);
};

/** Frames that came since, and where the pointer is. */
const look = (node, event) => {
  if (!node) return;
  if (node.localName === "iframe" || node.localName === "frame") hearFrame(node);
  if (mode === "pick" && event.type === "pointermove") ear("over", node, "");
  if (mode !== "record") return;
  const control = event.altKey ? control_of(node) : undefined;
  if (control === hovering) return;
  hovering = control;
  clearTimeout(timer);
  if (control) timer = setTimeout(() => ear("hover", control, ""), HOVER_MS);
};

// --- the bar

const KEPT = new Set(["keydown", "click"]);

const hearBar = (event) => {
  event.stopImmediatePropagation();
  const isField = inside.activeElement?.localName === "input";
  if (event.type === "mousedown" || event.type === "pointerdown") {
    const under = inside.elementFromPoint(event.clientX, event.clientY);
    // The focus stays where it is, so that fields keep it and menus stay open.
    if (under?.localName !== "input") event.preventDefault();
  }
  if (!KEPT.has(event.type) || !event.isTrusted) return;
  if (event.type === "click") {
    const under = event.detail ? inside.elementFromPoint(event.clientX, event.clientY) : inside.activeElement;
    const button = under?.closest("button");
    if (button) {
      flush();
      ear("button", button, "");
    }
  } else if (isField && event.key === "Enter") ear("button", inside.activeElement, "");
  else if (event.key === "Escape") ear("escape", undefined, "");
  else if (!isField) shortcut(event);
};

const SHORTCUTS = { KeyP: "pause", KeyU: "undo", KeyK: "keep", KeyF: "finish", KeyB: "move", KeyC: "code" };

const shortcut = (event) => {
  const name = event.altKey && event.shiftKey && !event.ctrlKey && !event.metaKey ? SHORTCUTS[event.code] : undefined;
  if (!name) return false;
  event.preventDefault();
  event.stopImmediatePropagation();
  flush();
  ear("shortcut", undefined, name);
  return true;
};

// --- picking

const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "before", ArrowRight: "after" };

const hold = (event, node) => {
  // F8 lets the app have its way for a while, so that menus can be opened.
  if (event.type === "keydown" && event.key === "F8" && event.isTrusted) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return ear("freeze", undefined, "");
  }
  if (isThawed) return;
  event.stopImmediatePropagation();
  const isPassive = event.type === "pointermove" || event.type === "mousemove" || /over|out|enter|leave|focus|blur/.test(event.type);
  if (!isPassive && event.cancelable) event.preventDefault();
  if (!event.isTrusted) return;
  if (event.type === "click") ear("pick", node, "");
  if (event.type !== "keydown") return;
  if (event.key === "Escape") ear("escape", undefined, "");
  else if (event.key === "Enter" || event.key === " ") ear("pick", undefined, "");
  else if (WAYS[event.key]) ear("walk", undefined, WAYS[event.key]);
};

let isThawed = false;
/** Whether the app hears what happens while picking. */
export const thaw = (is) => {
  isThawed = is;
};

// --- recording

const note = (event, node) => {
  if (!node) return;
  if (event.type === "pagehide") return flush();
  // What scripts and the app itself do is not what the technician did. `change` of a field that a script filled is not trusted.
  if (!event.isTrusted) return;
  if (event.type === "keydown" && shortcut(event)) return;
  const control = control_of(node);
  switch (event.type) {
    case "focusin":
      if (is_textual(control)) empty.set(control, typed_in(control) === "");
      return;
    case "pointerdown":
      flush(control);
      pressed = event.button === 0 ? control : undefined;
      return ear("press", control, "");
    case "pointerup":
      // The app has replaced the element while it was pressed: then no click comes.
      if (pressed && !pressed.isConnected) ear("click", pressed, "");
      pressed = undefined;
      return;
    case "click":
      return click(event, control);
    case "dblclick":
      return ear("double", control, "");
    case "contextmenu":
      return ear("menu", control, "");
    case "input":
      if (is_textual(control)) typing(control);
      return;
    case "change":
      return changed(control);
    case "focusout":
      return flush();
    case "keydown":
      return key(event, control);
  }
};

const click = (event, control) => {
  pressed = undefined;
  const isImplicit = event.detail === 0 && event.timeStamp - enterAt < IMPLICIT_MS && event.target?.matches?.("button,input");
  if (isImplicit) return;
  flush(control);
  if (control.matches("option")) return;
  ear("click", control, "");
  const before = control.matches("input") ? "" : switched(control);
  // The app's own switches say their new state when the app has dealt with the click.
  if (before) setTimeout(() => control.isConnected && switched(control) !== before && ear("set", control, switched(control)), 60);
};

const typing = (control) => {
  if (dirty.has(control)) return;
  if (!empty.has(control)) empty.set(control, false);
  dirty.set(control, empty.get(control));
  ear("typing", control, "");
};

const changed = (control) => {
  if (control.localName === "select") return ear("chosen", control, chosen(control));
  const is = switched(control);
  if (is) return ear("set", control, is);
  // Without typing, nothing is new.
  if (dirty.has(control)) flush();
};

const NAMED = new Set(["Enter", "Escape", "Delete", "PageUp", "PageDown", "Home", "End"]);
const ACTIVATED = "a[href],button,summary,select,input[type=button],input[type=submit],input[type=reset],input[type=checkbox],input[type=radio],[role=button],[role=link],[role=menuitem],[role=tab],[role=option]";

const key = (event, control) => {
  const held = (event.ctrlKey ? "Ctrl+" : "") + (event.altKey ? "Alt+" : "") + (event.shiftKey ? "Shift+" : "") + (event.metaKey ? "Meta+" : "");
  const isFunction = /^F\d{1,2}$/.test(event.key);
  const isShortcut = (event.ctrlKey || event.metaKey || event.altKey) && /^[a-z0-9]$/i.test(event.key);
  const isText = is_textual(control);
  // A field that had the focus from the beginning.
  if (isText && !empty.has(control)) empty.set(control, typed_in(control) === "");
  if (event.repeat || event.isComposing) return;
  // Editing is part of typing.
  if (isText && (event.ctrlKey || event.metaKey) && /^[acvxyz]$/i.test(event.key)) return;
  if (isText && NAMED.has(event.key) && event.key !== "Enter" && event.key !== "Escape") return;
  if (!isFunction && !isShortcut && !NAMED.has(event.key)) return;
  if (event.key === "Enter" && (control.matches(ACTIVATED) || control.localName === "textarea" || control.isContentEditable)) return;
  if (event.key === "Enter") {
    enterAt = event.timeStamp;
    flush();
  }
  ear("key", control, held + (event.key.length === 1 ? event.key.toUpperCase() : event.key));
};

export { number_of, opens };
