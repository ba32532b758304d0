// Light or dark, height of rows, and the way back to the first day of the demo.

import { h } from '../../core/dom.js';
import { icon } from '../../core/icons.js';
import { radioField, switchField } from '../../core/field.js';
import { t } from '../../core/i18n.js';
import { setDensity, setTheme, THEMES } from '../../core/appearance.js';
import { announceSaved, read } from '../../core/store.js';
import { askForReset } from '../../core/topbar.js';

export function mountAppearance() {
  const theme = radioField({
    label: t('theme.label'),
    value: read('theme'),
    options: THEMES.map((name) => ({ value: name, label: t(`theme.${name}`) })),
    onChange: (name) => {
      setTheme(name);
      announceSaved('theme');
    },
  });
  const density = switchField({
    label: t('theme.compact'),
    hint: t('theme.compactHint'),
    on: read('density') === 'compact',
    onChange: (on) => {
      setDensity(on ? 'compact' : 'comfortable');
      announceSaved('density');
    },
  });
  return {
    node: [
      h(
        'section',
        { class: 'card', 'aria-labelledby': 'look-title' },
        h('header', { class: 'card-header' }, h('h2', { id: 'look-title', class: 'card-title' }, t('theme.title'))),
        h('div', { class: 'card-body form-stack' }, theme.node, density.node),
      ),
      h(
        'section',
        { class: 'card', 'aria-labelledby': 'reset-title' },
        h(
          'header',
          { class: 'card-header' },
          h('h2', { id: 'reset-title', class: 'card-title' }, t('reset.title')),
          h('p', { class: 'card-intro' }, t('reset.intro')),
        ),
        h(
          'div',
          { class: 'card-actions' },
          h(
            'button',
            { type: 'button', class: 'button button-danger-quiet', onclick: askForReset },
            icon('reset'),
            t('top.reset'),
          ),
        ),
      ),
    ],
  };
}
