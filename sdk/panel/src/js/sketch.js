// The page as rectangles: where its controls and areas are, and nothing of what they say. Read only when the user asks for it.

import { doc, edge, measure, method, page } from '../../../dom/src/js/natives.js';

const { max, min, round } = page.Math;
const every = method(page.Document, 'querySelectorAll');
/* Areas first, so that what lies in them is drawn over them. */
const SHAPES = [
  'header,nav,main,aside,footer,form,dialog,table,[role=dialog]',
  'h1,h2,h3,img,button,a[href],input:not([type=hidden]),select,textarea,[role=button],[role=alert]',
];
const MOST = 200;
const LEAST_PX = 4;

/** As `Wireframe` of `lotse_model::handover` has it: whole pixels of the viewport, and no label anywhere. */
export function sketch() {
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
      if (right - x >= LEAST_PX && bottom - y >= LEAST_PX) boxes[boxes.length] = { x, y, width: right - x, height: bottom - y };
    }
  }
  return { width, height, boxes };
}
