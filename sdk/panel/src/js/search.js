// Search as one types: a combobox with a list, after the pattern of the ARIA Authoring Practices Guide. The focus stays in the
// field; arrows choose, Enter opens, Escape empties the field before it closes help.

import { append, key, prevent, remove, remove_attribute, set_attribute } from '../../../dom/src/js/natives.js';
import { icon, put, say, show } from './build.js';

export const searchPart = (to, part, body) => {
  const label = put(to, 'label', '', part.label);
  set_attribute(label, 'for', 'search');
  const input = put(to, 'input', 'input');
  const attributes = { type: 'text', id: 'search', role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'results', 'aria-expanded': 'false', autocomplete: 'off', spellcheck: 'false', enterkeyhint: 'search', placeholder: part.example };
  for (const name in attributes) set_attribute(input, name, attributes[name]);
  const status = put(to, 'p', 'detail');
  const list = put(to, 'div', 'results');
  set_attribute(list, 'id', 'results');
  set_attribute(list, 'role', 'listbox');
  set_attribute(list, 'aria-label', part.label);
  body.search = input;
  let options = [];
  let nodes = [];
  /* By place; what is on the screen stays there and says something else. */
  const rows = [];
  let chosen = -1;

  const choose = (next) => {
    if (nodes[chosen]) set_attribute(nodes[chosen], 'aria-selected', 'false');
    chosen = next;
    if (nodes[chosen]) {
      set_attribute(nodes[chosen], 'aria-selected', 'true');
      set_attribute(input, 'aria-activedescendant', nodes[chosen].id);
      nodes[chosen].scrollIntoView({ __proto__: null, block: 'nearest' });
    } else remove_attribute(input, 'aria-activedescendant');
  };
  const open = (at) => { if (options[at]) body.frame.press(options[at].event); };

  const row = (at) => {
    const node = put(list, 'div', 'row');
    set_attribute(node, 'id', `result-${at}`);
    set_attribute(node, 'role', 'option');
    set_attribute(node, 'aria-selected', 'false');
    const draw = icon(node, '');
    const words = put(node, 'span', 'words');
    const shown = { __proto__: null, node, draw, title: put(words, 'span', 'name'), detail: put(words, 'span', 'detail') };
    node.addEventListener('click', () => open(at));
    return shown;
  };

  const fill = (next) => {
    // While an answer is on its way, the last one stays: nothing flickers.
    const isWaiting = next.value.trim() !== '' && next.status !== '' && !next.options.length && next.status.endsWith('…');
    if (!isWaiting) {
      for (let at = next.options.length; at < nodes.length; at += 1) remove(nodes[at]);
      choose(-1);
      options = next.options;
      nodes = [];
      for (let at = 0; at < options.length; at += 1) {
        const shown = (rows[at] ??= row(at));
        if (!shown.node.parentNode) append(list, shown.node);
        if (shown.icon !== options[at].icon) shown.draw(shown.icon = options[at].icon);
        say(shown.title, options[at].title);
        say(shown.detail, options[at].detail);
        nodes[at] = shown.node;
      }
      show(list, options.length);
      set_attribute(input, 'aria-expanded', options.length ? 'true' : 'false');
    }
    say(status, next.status);
    if (!isWaiting) body.frame.say(next.status);
    if (input.value.trim() !== next.value.trim() && body.frame.root.activeElement !== input) input.value = next.value;
  };

  input.value = part.value;
  input.addEventListener('input', () => body.frame.press({ kind: 'query', text: input.value }));
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const name = key(event);
    if (name === 'ArrowDown') choose(chosen + 1 < nodes.length ? chosen + 1 : 0);
    else if (name === 'ArrowUp') choose(chosen > 0 ? chosen - 1 : nodes.length - 1);
    else if (name === 'Enter' && options.length) open(chosen < 0 ? 0 : chosen);
    else if (name === 'Escape' && input.value) {
      input.value = '';
      body.frame.press({ kind: 'query', text: '' });
    } else return;
    prevent(event);
  });
  fill(part);
  return { update: fill };
};
