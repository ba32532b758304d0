// Draws the parts of a view. What has not changed stays as it is, so that focus, selection and caret stay where the user has them.

import { append, doc, page, remove, set_attribute, set_text, vector } from '../../../dom/src/js/natives.js';
import { write } from '../../../loader/src/write.js';
import { icon, put } from './build.js';
import { blocks } from './content.js';
import { searchPart } from './search.js';

const insertBefore = page.Node.prototype.insertBefore;
const { apply } = page.Reflect;

export class Body {
  constructor(to, frame) {
    this.to = to;
    this.frame = frame;
    this.drawn = [];
  }

  /** Draws these parts instead of those before. */
  draw(parts, isNew) {
    const before = isNew ? [] : this.drawn;
    if (isNew) {
      for (let at = 0; at < this.drawn.length; at += 1) remove(this.drawn[at].node);
      this.search = undefined;
    }
    const after = [];
    for (let at = 0; at < parts.length; at += 1) {
      const part = parts[at];
      const text = write(part);
      const key = part.name ? `${part.kind} ${part.name}` : part.kind === 'search' ? 'search' : text;
      const known = this.#take(before, key);
      if (known) {
        if (known.text !== text) known.update?.(part);
        if (known.text !== text && !known.update) { remove(known.node); after[at] = this.#make(part, key, text); }
        else after[at] = { ...known, text };
      } else after[at] = this.#make(part, key, text);
    }
    for (let at = 0; at < before.length; at += 1) if (before[at]) remove(before[at].node);
    // Nothing that stays is moved: moving would take the focus away.
    let next = null;
    for (let at = after.length; at-- > 0; ) {
      const { node } = after[at];
      if (node.parentNode !== this.to || node.nextSibling !== next) apply(insertBefore, this.to, [node, next]);
      next = node;
    }
    this.drawn = after;
  }

  #take(list, key) {
    for (let at = 0; at < list.length; at += 1) {
      if (list[at]?.key !== key) continue;
      const found = list[at];
      list[at] = undefined;
      return found;
    }
    return undefined;
  }

  #make(part, key, text) {
    const holder = doc.createElement('div');
    const make = making[part.kind];
    const made = make?.(holder, part, this) ?? {};
    set_attribute(holder, 'class', `part ${part.kind}`);
    return { node: holder, key, text, update: made.update };
  }

  button(to, item, name, isGuarded) {
    const node = put(to, 'button', name, item.label);
    this.press(node, item, isGuarded);
    return node;
  }

  press(node, item, isGuarded) {
    node.addEventListener('click', (event) => {
      if (isGuarded && !this.frame.isMeant(event)) return;
      if (item.act) item.act();
      else this.frame.press(item.event);
    });
  }
}

const line = (tag, name) => (to, { text }) => { put(to, tag, name, text); };

const links = (to, { items }, body) => {
  for (let at = 0; at < items.length; at += 1) {
    const { label, href, detail, is_main: isMain } = items[at];
    if (!/^(tel:|mailto:|https:)/i.test(href)) continue;
    const link = put(to, 'a', isMain ? 'button primary' : 'button', label);
    set_attribute(link, 'href', href);
    if (href.startsWith('https:')) {
      set_attribute(link, 'target', '_blank');
      set_attribute(link, 'rel', 'noopener noreferrer');
      put(link, 'span', 'unseen', ` (${body.frame.words.tab})`);
    }
    if (detail) put(link, 'span', 'detail', ` · ${detail}`);
  }
};

let fields = 0;
const field = (to, part, body) => {
  fields += 1;
  const id = `field-${fields}`;
  const label = put(to, 'label', '', part.label);
  set_attribute(label, 'for', id);
  if (part.detail) put(label, 'span', 'detail', ` (${part.detail})`);
  const input = put(to, part.input === 'area' ? 'textarea' : 'input', 'input');
  if (part.input !== 'area') set_attribute(input, 'type', part.input === 'url' ? 'text' : part.input);
  else set_attribute(input, 'rows', '4');
  set_attribute(input, 'id', id);
  set_attribute(input, 'autocomplete', part.complete);
  if (part.input === 'url' || part.input === 'email') set_attribute(input, 'dir', 'ltr');
  input.value = part.value;
  input.addEventListener('input', () => body.frame.press({ kind: 'field', name: part.name, value: input.value }));
  return { update: (next) => { if (input.value.trim() !== next.value.trim() && body.frame.root.activeElement !== input) input.value = next.value; } };
};

const choice = (to, item, body) => {
  const node = put(to, 'button', item.picture ? 'choice pictured' : 'choice');
  if (item.picture) blocks(put(node, 'span', 'picture'), item.picture, body.frame);
  put(node, 'span', '', item.label);
  body.press(node, item);
};

const sketch = (to, { of, label }) => {
  const svg = vector('svg');
  set_attribute(svg, 'viewBox', `0 0 ${of.width} ${of.height}`);
  set_attribute(svg, 'role', 'img');
  // What is read there is read to whoever does not see it.
  let said = label;
  for (let at = 0; at < of.boxes.length; at += 1) {
    const { label: name } = of.boxes[at];
    if (name) said += `${said === label ? ': ' : ', '}${name}`;
  }
  set_attribute(svg, 'aria-label', said);
  // Names after all rectangles, so that none is covered.
  for (let turn = 0; turn < 2; turn += 1) {
    for (let at = 0; at < of.boxes.length; at += 1) {
      const { x, y, width, height, label: name } = of.boxes[at];
      if (turn && !name) continue;
      const shape = vector(turn ? 'text' : 'rect');
      // A name stays within the drawing: it ends where its rectangle ends in the right half.
      const isRight = x + width / 2 > of.width / 2;
      const inset = turn * of.width / 100;
      set_attribute(shape, 'x', `${isRight && turn ? x + width - inset : x + inset}`);
      set_attribute(shape, 'y', `${turn ? y + height / 2 : y}`);
      if (turn) {
        set_text(shape, name);
        set_attribute(shape, 'font-size', `${of.width / 34}`);
        set_attribute(shape, 'text-anchor', isRight ? 'end' : 'start');
      } else {
        set_attribute(shape, 'width', `${width}`);
        set_attribute(shape, 'height', `${height}`);
        if (name) set_attribute(shape, 'class', 'named');
      }
      append(svg, shape);
    }
  }
  append(to, svg);
};

const making = {
  __proto__: null,
  lead: line('p', ''),
  hint: line('p', ''),
  heading: line('h3', ''),
  question: line('h3', 'ask'),
  body: (to, { of }, body) => blocks(to, of, body.frame),
  note: (to, { tone, title, text }) => {
    const box = put(to, 'div', `box ${tone}`);
    set_attribute(box, 'role', tone === 'warning' ? 'alert' : 'status');
    icon(box, tone);
    const inner = put(box, 'div', '');
    if (title) put(inner, 'strong', '', title);
    if (text) put(inner, 'p', '', text);
  },
  busy: (to, { text }) => {
    set_attribute(put(to, 'span', 'spinner'), 'aria-hidden', 'true');
    set_attribute(put(to, 'span', '', text), 'role', 'status');
  },
  actions: (to, { items, is_guarded: isGuarded }, body) => {
    for (let at = 0; at < items.length; at += 1) body.button(to, items[at], items[at].is_main ? 'button primary' : 'button', isGuarded);
  },
  choices: (to, { items }, body) => {
    set_attribute(to, 'role', 'group');
    set_attribute(to, 'aria-labelledby', 'title');
    for (let at = 0; at < items.length; at += 1) choice(to, items[at], body);
  },
  rows: (to, { items }, body) => {
    const list = put(to, 'ul', '');
    set_attribute(list, 'role', 'list');
    for (let at = 0; at < items.length; at += 1) {
      const node = put(put(list, 'li', ''), 'button', 'row');
      icon(node, items[at].icon);
      const words = put(node, 'span', 'words');
      put(words, 'span', 'name', items[at].title);
      if (items[at].detail) put(words, 'span', 'detail', items[at].detail);
      body.press(node, items[at]);
    }
  },
  progress: (to, { done, of, text }) => {
    const bar = put(to, 'div', 'bar');
    set_attribute(bar, 'role', 'progressbar');
    set_attribute(bar, 'aria-valuenow', `${done}`);
    set_attribute(bar, 'aria-valuemax', `${of}`);
    set_attribute(bar, 'aria-valuetext', text);
    set_attribute(bar, 'aria-label', text);
    put(bar, 'div', '').style.setProperty('width', `${of ? (100 * done) / of : 0}%`);
    put(to, 'p', 'detail', text);
  },
  part: (to, part, body) => {
    const label = put(to, 'label', 'check');
    const box = put(label, 'input', '');
    set_attribute(box, 'type', 'checkbox');
    box.checked = part.is_on;
    put(label, 'span', '', part.label);
    const list = put(to, 'ul', 'lines');
    const fill = (next) => {
      box.checked = next.is_on;
      set_text(list, '');
      list.hidden = !next.is_on || !next.lines.length;
      for (let at = 0; at < next.lines.length; at += 1) put(list, 'li', '', next.lines[at]);
    };
    fill(part);
    box.addEventListener('change', () => body.frame.press({ kind: 'part', name: part.name, on: box.checked }));
    return { update: fill };
  },
  copyable: (to, { text }, body) => {
    const area = put(to, 'textarea', 'input');
    set_attribute(area, 'rows', '8');
    set_attribute(area, 'readonly', '');
    set_attribute(area, 'aria-label', body.frame.title.textContent);
    area.value = text;
  },
  links,
  sketch,
  field,
  search: searchPart,
};

