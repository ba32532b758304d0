// Builds DOM nodes. No HTML strings anywhere: the page enforces Trusted Types.

let serial = 0;

/** An id that differs on every render, as component frameworks produce them (":r1f:"). */
export function generatedId() {
  serial += 1;
  return `:r${serial.toString(36)}:`;
}

const PROPERTIES = new Set([
  'value',
  'checked',
  'selected',
  'indeterminate',
  'noValidate',
  'htmlFor',
  'defaultValue',
  'returnValue',
]);

function applyProp(element, name, value) {
  if (value === undefined || value === null || value === false) {
    if (PROPERTIES.has(name) && value === false) element[name] = false;
    return;
  }
  if (name.startsWith('on') && typeof value === 'function') {
    element.addEventListener(name.slice(2), value);
  } else if (name === 'class') {
    element.className = value;
  } else if (name === 'style') {
    for (const [property, text] of Object.entries(value)) element.style.setProperty(property, text);
  } else if (name === 'data') {
    Object.assign(element.dataset, value);
  } else if (PROPERTIES.has(name)) {
    element[name] = value;
  } else {
    element.setAttribute(name, value === true ? '' : String(value));
  }
}

/** `h('button', {class: 'button', onclick: save}, 'Save')`; children may be nodes, strings, arrays, null. */
export function h(tag, props, ...children) {
  const element = document.createElement(tag);
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  );
  for (const [name, value] of Object.entries(props ?? {})) applyProp(element, name, value);
  return element;
}

/** ARIA wants the words "true" and "false", unlike boolean HTML attributes. */
export function setFlag(element, attribute, on) {
  element.setAttribute(attribute, on ? 'true' : 'false');
}

export function visuallyHidden(text) {
  return h('span', { class: 'visually-hidden' }, text);
}

/** A style sheet for a shadow root; constructed sheets are allowed where `<style>` is not. */
export function sheet(css) {
  const constructed = new CSSStyleSheet();
  constructed.replaceSync(css);
  return constructed;
}

export const delay = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
