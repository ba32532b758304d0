// The page as rectangles: where its controls and areas are. Of words only what the guide calls a control: a rectangle has a label
// where the control's own name is one that the guide has, and then it is the guide's. Read only when the user asks for it.

import { attempt, attribute, doc, edge, measure, method, page } from '../../../dom/src/js/natives.js';

const { max, min, round } = page.Math;
const every = method(page.Document, 'querySelectorAll');
/* Areas first, so that what lies in them is drawn over them. */
const SHAPES = [
  'header,nav,main,aside,footer,form,dialog,table,[role=dialog]',
  'h1,h2,h3,img,button,a[href],input:not([type=hidden]),select,textarea,[role=button],[role=alert]',
];
const CONTROLS = 1;
const MOST = 200;
const LEAST_PX = 4;
/** Longer texts are nothing's name. */
const LONGEST = 200;

const tidy = (text) => (text && text.length <= LONGEST ? text.replace(/\s+/g, ' ').trim().toLowerCase() : '');

/** The guide's name for a control. What is compared stays here. */
const called = (node, names) => attempt(() => {
  if (!names.length) return undefined;
  const own = [attribute(node, 'aria-label'), node.labels?.[0]?.textContent, node.type === 'submit' ? node.value : '', node.textContent, attribute(node, 'title')];
  for (let at = 0; at < own.length; at += 1) {
    const name = tidy(own[at]);
    for (let known = 0; name && known < names.length; known += 1) if (tidy(names[known]) === name) return names[known];
  }
  return undefined;
});

/** As `Wireframe` of `lotse_model::handover` has it: whole pixels of the viewport. `names`: what the guide calls its controls. */
export function sketch(names) {
  const { innerWidth: width, innerHeight: height } = page;
  const boxes = [];
  for (let kind = 0; kind < SHAPES.length; kind += 1) {
    const found = every(doc, SHAPES[kind]) ?? [];
    for (let at = 0; at < found.length && boxes.length < MOST; at += 1) {
      measure(found[at]);
      const x = max(0, round(edge(0)));
      const y = max(0, round(edge(1)));
      const right = min(width, round(edge(2)));
      const bottom = min(height, round(edge(3)));
      if (right - x < LEAST_PX || bottom - y < LEAST_PX) continue;
      const label = kind === CONTROLS ? called(found[at], names) : undefined;
      boxes[boxes.length] = { x, y, width: right - x, height: bottom - y, label };
    }
  }
  return { width, height, boxes };
}
