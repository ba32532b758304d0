// Elements of the panel: made through captured functions, never out of HTML.

import { append, element, set_attribute, set_text, vector } from '../../../dom/src/js/natives.js';

/** An element at the end of another one. */
export const put = (to, tag, name, text) => {
  const node = element(tag);
  if (name) set_attribute(node, 'class', name);
  if (tag === 'button') set_attribute(node, 'type', 'button');
  if (text !== undefined) set_text(node, text);
  append(to, node);
  return node;
};

/** Has an element say something else. Its text stays the same node, and what it says already is left alone: a new node has style and
    layout worked out anew, in the launcher for the whole page. */
export const say = (node, text) => {
  const now = node.firstChild;
  if (!now || !text) { if (now || text) set_text(node, text); }
  else if (now.data !== text) now.data = text;
};

/** Shows or hides an element; what is so already is left alone. */
export const show = (node, is) => { if (node.hidden === !!is) node.hidden = !is; };

const PATHS = {
  __proto__: null,
  help: 'M6.2 6.2a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.8-.9 1.5M8 11.8v.01M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z',
  back: 'M10 3L5 8l5 5',
  close: 'M4 4l8 8M12 4l-8 8',
  person: 'M8 8.2a2.6 2.6 0 1 0 0-5.2 2.6 2.6 0 0 0 0 5.2zM3 13.5c.5-2.4 2.5-3.6 5-3.6s4.5 1.2 5 3.6',
  problem: 'M8 4.5v4M8 11.4v.01M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z',
  guide: 'M3 3h4.2c.5 0 .8.3.8.8V13c0-.5-.3-.8-.8-.800H3zM13 3H8.8c-.5 0-.8.3-.8.8V13c0-.5.3-.8.8-.800H13z',
  checklist: 'M2.5 4.5l1 1 2-2M2.5 10.5l1 1 2-2M8 5h5.5M8 11h5.5',
  case: 'M2 4.5h12v8H2zM2.3 4.8L8 9l5.7-4.2',
  done: 'M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM5.2 8.3l2 2 3.7-4.2',
  task: 'M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z',
  good: 'M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0zM5.2 8.3l2 2 3.7-4.2',
  note: 'M8 7.5v4M8 4.6v.01M14.5 8a6.5 6.5 0 1 1-13 0 6.5 6.5 0 0 1 13 0z',
  warning: 'M8 6.2v3.3M8 11.9v.01M8 1.8L15 14H1z',
};

/** A drawing that says nothing by itself; what is returned puts another one in its place. */
export const icon = (to, name) => {
  const svg = vector('svg');
  set_attribute(svg, 'viewBox', '0 0 16 16');
  set_attribute(svg, 'aria-hidden', 'true');
  const path = vector('path');
  append(svg, path);
  append(to, svg);
  const show = (other) => {
    set_attribute(svg, 'class', `icon ${other}`);
    set_attribute(path, 'd', PATHS[other] ?? PATHS.note);
  };
  show(name);
  return show;
};
