// Elements in document order, through open shadow roots. Plain loops only: pages under test may have patched built-ins.
// Arguments: selector; "page" or "card"; a text that the element's names or contents must contain, or null; whether the
// innermost element with that visible text is meant.
const selector = arguments[0];
const inCard = arguments[1] === 'card';
const needle = arguments[2];
const innermost = arguments[3];
const STAGE = 'lotse-stage';

const squeeze = (text) => (text || '').replace(/\s+/g, ' ').trim();
const wanted = needle === null ? null : squeeze(needle);
const has = (text) => squeeze(text).indexOf(wanted) >= 0;

// What an accessible name can come from; the browser's own computation decides afterwards.
const mayBeNamed = (element) => {
  if (wanted === null || element.hasAttribute('aria-labelledby')) return true;
  if (has(element.getAttribute('aria-label')) || has(element.getAttribute('title'))) return true;
  if (has(element.getAttribute('alt')) || has(element.getAttribute('placeholder')) || has(element.value)) return true;
  const labels = element.labels;
  if (labels) for (let i = 0; i < labels.length; i++) if (has(labels[i].textContent)) return true;
  return element.children.length > 0 || has(element.textContent);
};

const isShown = (element) =>
  typeof element.checkVisibility === 'function'
    ? element.checkVisibility({ visibilityProperty: true })
    : element.getClientRects().length > 0;

const found = [];
const add = (element) => {
  if (!element.matches(selector) || !isShown(element)) return;
  if (!innermost) {
    if (mayBeNamed(element)) found[found.length] = element;
    return;
  }
  if (wanted !== null && !has(element.innerText === undefined ? element.textContent : element.innerText)) return;
  for (let i = found.length - 1; i >= 0; i--) if (found[i].contains(element)) found.splice(i, 1);
  found[found.length] = element;
};
const walk = (root, isCard) => {
  const all = root.querySelectorAll('*');
  for (let i = 0; i < all.length; i++) {
    const element = all[i];
    const isStage = element.localName === STAGE;
    if (!isStage && isCard === inCard) add(element);
    if (element.shadowRoot) walk(element.shadowRoot, isCard || isStage);
  }
};
walk(document, false);
// Not as an array: a page may have taught arrays to be something else in JSON, which is how drivers carry them.
const answer = { __proto__: null, count: found.length };
for (let i = 0; i < found.length; i++) answer[`e${i}`] = found[i];
return answer;
