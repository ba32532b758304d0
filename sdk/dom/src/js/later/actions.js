// What we do to the page on the user's wish. The page's listeners run meanwhile; ours wait until we are done.

import { getter, matches, method, page, quietly, setter } from '../natives.js';

const { Event, HTMLElement, HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement, InputEvent } = page;
const setInput = setter(HTMLInputElement, 'value');
const setArea = setter(HTMLTextAreaElement, 'value');
const setSelect = setter(HTMLSelectElement, 'value');
const valueOf = getter(HTMLSelectElement, 'value');
const isChecked = getter(HTMLInputElement, 'checked');
const isEditable = getter(HTMLElement, 'isContentEditable');
const dispatch = method(page.EventTarget, 'dispatchEvent');
const clickOn = method(HTMLElement, 'click');
const focusOn = method(HTMLElement, 'focus');
const reveal = method(page.Element, 'scrollIntoView');
const scroll = method(page.Element, 'scrollBy');
const command = method(page.Document, 'execCommand');
const selectAll = method(page.Selection, 'selectAllChildren');
const selectionOf = method(page.Document, 'getSelection');
const quick = { __proto__: null, preventScroll: true };

export const focus = (node) => quietly(() => focusOn(node, quick));
export const scroll_into_view = (node) =>
  quietly(() => reveal(node, { __proto__: null, behavior: 'instant', block: 'center', inline: 'nearest' }));
export const scroll_by = (node, x, y) =>
  quietly(() => scroll(node, { __proto__: null, left: x, top: y, behavior: 'instant' }));

const announce = (node, data) => {
  const inputType = 'insertReplacementText';
  dispatch(node, new InputEvent('input', { __proto__: null, bubbles: true, composed: true, data, inputType }));
  dispatch(node, new Event('change', { __proto__: null, bubbles: true }));
};

/** Fills a field as a user would, through the browser's own setter, so that frameworks notice; whether that was possible. */
export const fill = (node, value) =>
  !!quietly(() => {
    if (matches(node, ':disabled,:read-only:not(select),[type=file],[type=checkbox],[type=radio]')) return false;
    focusOn(node, quick);
    const tag = node.localName;
    if (tag === 'select') {
      setSelect(node, value);
      if (valueOf(node) !== value) return false;
    } else if (tag === 'input') setInput(node, value);
    else if (tag === 'textarea') setArea(node, value);
    else if (isEditable(node)) {
      const { ownerDocument } = node;
      selectAll(selectionOf(ownerDocument), node);
      return command(ownerDocument, 'insertText', false, value);
    } else return false;
    announce(node, value);
    return true;
  });

/** Switches a control that can be on or off; whether it is then as wanted. */
export const set = (node, wanted) =>
  !!quietly(() => {
    if (matches(node, ':disabled,[aria-disabled=true]')) return false;
    const isOn = () =>
      matches(node, 'input') ? isChecked(node) : matches(node, '[aria-checked=true],[aria-pressed=true],[aria-selected=true]');
    if (isOn() !== wanted) clickOn(node);
    return true;
  });
