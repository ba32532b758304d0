// The settings area: one page per section, addressed as "?view=settings&section=region".

import { h } from '../core/dom.js';
import { icon } from '../core/icons.js';
import { t } from '../core/i18n.js';
import { mountAppearance } from './settings/appearance.js';
import { mountNotifications } from './settings/notifications.js';
import { mountPrinting } from './settings/printing.js';
import { mountProfile } from './settings/profile.js';
import { mountRegion } from './settings/region.js';

const SECTIONS = {
  profile: { icon: 'user', mount: mountProfile },
  notifications: { icon: 'bell', mount: mountNotifications },
  region: { icon: 'globe', mount: mountRegion },
  printing: { icon: 'print', mount: mountPrinting },
  appearance: { icon: 'sun', mount: mountAppearance },
};

export function mount(params) {
  const wished = params.get('section');
  const section = wished in SECTIONS ? wished : 'profile';
  const links = Object.entries(SECTIONS).map(([name, entry]) =>
    h(
      'li',
      {},
      h(
        'a',
        {
          class: 'section-link',
          href: `?view=settings&section=${name}`,
          'aria-current': name === section ? 'page' : undefined,
        },
        icon(entry.icon),
        t(`sections.${name}`),
      ),
    ),
  );
  const { node: content, dispose } = SECTIONS[section].mount();
  const node = h(
    'div',
    { class: 'page page-settings' },
    h(
      'nav',
      { class: 'section-nav', 'aria-label': t('nav.settings') },
      h('p', { class: 'section-nav-title', 'aria-hidden': 'true' }, t('nav.settings')),
      h('ul', {}, links),
    ),
    h(
      'div',
      { class: 'settings-content' },
      h(
        'header',
        { class: 'page-header' },
        h('div', {}, h('h1', {}, t(`sections.${section}`)), h('p', { class: 'count' }, t(`sections.${section}Intro`))),
      ),
      h('div', { class: 'stack' }, content),
    ),
  );
  return { title: t(`sections.${section}`), node, dispose };
}
