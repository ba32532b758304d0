// Brings an element into view and says what keeps a person from pointing at it; an empty text when nothing does.
// Arguments: element; where to scroll it; callback.
const [element, block, done] = arguments;
const place = () => {
  const { x, y, width, height } = element.getClientRects()[0] ?? element.getBoundingClientRect();
  return [x, y, width, height];
};
const isSame = (one, other) => one.every((value, at) => Math.abs(value - other[at]) < 1);

/** The part of it that is in view; its middle is what a driver clicks. */
const middle = ([x, y, width, height]) => {
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const [right, bottom] = [Math.min(innerWidth, x + width), Math.min(innerHeight, y + height)];
  return right > left && bottom > top ? [(left + right) / 2, (top + bottom) / 2, right - left, bottom - top] : undefined;
};

const hit = (x, y) => {
  let found = document.elementFromPoint(x, y);
  for (let inner; found?.shadowRoot && (inner = found.shadowRoot.elementFromPoint(x, y)) && inner !== found; ) found = inner;
  return found;
};
const isWithin = (node, outer) => {
  for (let at = node; at; at = at.assignedSlot ?? at.parentNode ?? at.host) if (at === outer) return true;
  return false;
};

const judge = (before) => {
  const now = place();
  if (!isSame(before, now)) return 'it moves';
  const point = middle(now);
  if (!point) return 'it is out of view';
  const over = hit(point[0], point[1]);
  const isFree = isWithin(over, element) || isWithin(over, element.labels?.[0]);
  return isFree ? '' : `${over?.outerHTML.slice(0, 80)} lies over it`;
};

const [, , width, height] = place();
const seen = middle(place());
// As a person does: what is all in view is not scrolled.
const isWhole = seen && seen[2] >= Math.min(width, innerWidth) - 1 && seen[3] >= Math.min(height, innerHeight) - 1;
if (!isWhole || block === 'center') element.scrollIntoView({ block, inline: 'nearest', behavior: 'instant' });
const before = place();
requestAnimationFrame(() => requestAnimationFrame(() => done(judge(before))));
