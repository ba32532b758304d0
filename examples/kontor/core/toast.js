// Short messages at the edge of the screen, announced politely. Each stays 6 s, or as long as it is pointed at.

import { h } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';

const VISIBLE_MS = 6000;
const MOST_AT_ONCE = 3;

export function toast(text, kind = 'done') {
  const region = document.getElementById('toasts');
  const node = h(
    'div',
    { class: `toast toast-${kind}` },
    icon(kind === 'done' ? 'check' : 'alert'),
    h('span', { class: 'toast-text' }, text),
    h(
      'button',
      {
        type: 'button',
        class: 'button button-icon button-small',
        'aria-label': t('general.dismiss'),
        onclick: () => node.remove(),
      },
      icon('close'),
    ),
  );
  region.append(node);
  while (region.childElementCount > MOST_AT_ONCE) region.firstElementChild.remove();
  let timer = setTimeout(() => node.remove(), VISIBLE_MS);
  node.addEventListener('pointerenter', () => clearTimeout(timer));
  node.addEventListener('pointerleave', () => {
    timer = setTimeout(() => node.remove(), VISIBLE_MS);
  });
}
