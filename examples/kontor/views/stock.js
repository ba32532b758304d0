// The old stock program, still in use, shown in a frame.

import { h } from '../core/dom.js';
import { icon } from '../core/icons.js';
import { language, t } from '../core/i18n.js';

export function mount() {
  const address = `legacy/stock.html?lang=${language()}`;
  const node = h(
    'div',
    { class: 'page page-fill' },
    h(
      'header',
      { class: 'page-header' },
      h('div', {}, h('h1', {}, t('nav.stock')), h('p', { class: 'count' }, t('stock.intro'))),
      h(
        'div',
        { class: 'page-actions' },
        h('a', { class: 'button', href: address, target: '_blank', rel: 'noopener' }, icon('open'), t('stock.open')),
      ),
    ),
    h('iframe', { class: 'legacy-frame', src: address, title: t('nav.stock') }),
  );
  return { title: t('nav.stock'), node };
}
