// The frame around every view: skip link, sidebar, top bar, place for menus and messages.

import { h, setFlag } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';
import { currentParams, loadView, navigate, viewName } from './router.js';
import { closeMenu } from './menu.js';
import { accountButton, inboxButton, themeButton } from './topbar.js';
import { read, subscribe } from './store.js';
import { day } from './format.js';

const NAVIGATION = [
  { view: 'overview', icon: 'overview' },
  { view: 'orders', icon: 'orders', also: ['order'] },
  { view: 'invoices', icon: 'invoices', also: ['invoice'] },
  { view: 'stock', icon: 'stock' },
  { view: 'settings', icon: 'settings' },
];

let disposeView = () => {};
let visit = 0;
let subscriptions = [];

function navLink({ view, icon: name, also = [] }, current) {
  const isCurrent = view === current || also.includes(current);
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'nav-link', href: `?view=${view}`, 'aria-current': isCurrent ? 'page' : undefined },
      icon(name, 18),
      h('span', {}, t(`nav.${view}`)),
    ),
  );
}

function sidebar() {
  return h(
    'aside',
    { class: 'sidebar', id: 'sidebar', 'aria-label': t('nav.label') },
    h(
      'div',
      { class: 'brand' },
      h('img', { src: 'icon.svg', alt: '', width: '28', height: '28' }),
      h(
        'div',
        { class: 'brand-words' },
        h('span', { class: 'brand-name' }, 'Kontor'),
        h('span', { class: 'brand-company' }, 'Brandt & Petersen'),
      ),
    ),
    h('nav', { 'aria-label': t('nav.main') }, h('ul', { class: 'nav-list', id: 'nav-list' })),
    h('p', { class: 'sidebar-foot' }, t('nav.foot')),
  );
}

function searchForm() {
  const input = h('input', {
    id: 'global-search',
    class: 'input search-input',
    type: 'search',
    'aria-label': t('top.search'),
    placeholder: t('top.searchHint'),
    autocomplete: 'off',
    'aria-keyshortcuts': '/',
  });
  const form = h(
    'form',
    { class: 'search', role: 'search' },
    icon('search'),
    input,
    h('kbd', { class: 'search-key', 'aria-hidden': 'true' }, '/'),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    navigate(`?view=orders&q=${encodeURIComponent(input.value.trim())}`);
    input.value = '';
  });
  return form;
}

function toggleSidebar(button, show) {
  document.body.classList.toggle('sidebar-open', show);
  setFlag(button, 'aria-expanded', show);
  if (show) document.querySelector('.sidebar a')?.focus();
}

function topbar() {
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'button button-icon button-quiet sidebar-toggle',
      'aria-label': t('nav.open'),
      'aria-expanded': 'false',
      'aria-controls': 'sidebar',
      onclick: () => toggleSidebar(toggle, !document.body.classList.contains('sidebar-open')),
    },
    icon('menu', 18),
  );
  return h(
    'header',
    { class: 'topbar' },
    toggle,
    searchForm(),
    h(
      'div',
      { class: 'topbar-actions' },
      themeButton((stop) => subscriptions.push(stop)),
      inboxButton(),
      accountButton(),
    ),
  );
}

function absenceBanner() {
  const { enabled, until } = read('outOfOffice');
  if (!enabled) return [];
  return [
    h(
      'div',
      { class: 'absence' },
      icon('away'),
      h('span', {}, t('top.away', { day: day(until) })),
      h('a', { href: '?view=settings&section=profile' }, t('top.awayChange')),
    ),
  ];
}

/** Builds the frame anew, as after a change of language. */
export function buildShell() {
  for (const stop of subscriptions) stop();
  subscriptions = [];
  closeMenu();
  const skip = h(
    'a',
    {
      class: 'skip-link',
      href: '#main',
      onclick: (event) => {
        event.preventDefault();
        document.getElementById('main').focus();
      },
    },
    t('nav.skip'),
  );
  const absence = h('div', { class: 'absence-place' }, absenceBanner());
  const main = h(
    'main',
    { id: 'main', class: 'main', tabindex: '-1' },
    h('div', { id: 'view', class: 'view' }),
    h('div', { id: 'layer' }),
  );
  const scrim = h('div', {
    class: 'scrim',
    onclick: () => toggleSidebar(document.querySelector('.sidebar-toggle'), false),
  });
  const toasts = document.getElementById('toasts') ?? h('div', { id: 'toasts', class: 'toasts', role: 'status' });
  // Only what the app itself put there is replaced: other nodes under <body> are none of its business.
  for (const old of document.querySelectorAll('body > .frame, body > .skip-link')) old.remove();
  document.body.prepend(
    skip,
    h('div', { class: 'frame' }, sidebar(), scrim, h('div', { class: 'column' }, topbar(), absence, main)),
  );
  if (!toasts.isConnected) document.body.append(toasts);
  subscriptions.push(
    subscribe('outOfOffice', () => absence.replaceChildren(...absenceBanner())),
    subscribe('language', changeLanguage),
  );
}

async function changeLanguage() {
  const { scrollTop } = document.getElementById('main');
  buildShell();
  await showRoute({ moveFocus: false });
  const main = document.getElementById('main');
  main.scrollTop = scrollTop;
  // What had the focus was rebuilt; do not leave it at the very top of the page.
  if (document.activeElement === document.body) main.focus({ preventScroll: true });
}

function showLoading(place) {
  setFlag(place, 'aria-busy', true);
  place.replaceChildren(
    h(
      'div',
      { class: 'skeleton' },
      h('p', { class: 'visually-hidden' }, t('general.loading')),
      [1, 2, 3, 4, 5].map(() => h('div', { class: 'skeleton-bar' })),
    ),
  );
}

function showFailure(place, retry) {
  place.replaceChildren(
    h(
      'div',
      { class: 'empty' },
      h('h1', {}, t('general.loadFailed')),
      h('button', { type: 'button', class: 'button', onclick: retry }, t('general.retry')),
    ),
  );
}

/** Shows the view that the address names; a later visit wins over an earlier one still loading. */
export async function showRoute({ moveFocus }) {
  visit += 1;
  const mine = visit;
  const params = currentParams();
  const name = viewName(params);
  const place = document.getElementById('view');
  document.getElementById('nav-list').replaceChildren(...NAVIGATION.map((entry) => navLink(entry, name)));
  const toggle = document.querySelector('.sidebar-toggle');
  if (toggle.getAttribute('aria-expanded') === 'true') toggleSidebar(toggle, false);
  closeMenu();
  disposeView();
  disposeView = () => {};
  showLoading(place);
  try {
    const module = await loadView(name);
    if (mine !== visit) return;
    const { title, node, dispose } = module.mount(params);
    disposeView = dispose ?? (() => {});
    document.title = `${title} – Kontor`;
    place.className = `view view-${name}`;
    place.replaceChildren(node);
    module.afterMount?.(params);
  } catch (error) {
    if (mine !== visit) return;
    console.error(error);
    showFailure(place, () => showRoute({ moveFocus: true }));
  }
  setFlag(place, 'aria-busy', false);
  if (!moveFocus) return;
  document.querySelector('.main').scrollTop = 0;
  const heading = place.querySelector('h1');
  heading?.setAttribute('tabindex', '-1');
  heading?.focus({ preventScroll: true });
}
