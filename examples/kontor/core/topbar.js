// The buttons at the right of the top bar: appearance, messages, account.

import { h, visuallyHidden } from './dom.js';
import { icon } from './icons.js';
import { menuButton } from './menu.js';
import { LANGUAGES, language, setLanguage, t } from './i18n.js';
import { isDark, setTheme, THEMES } from './appearance.js';
import { read, reset, subscribe, write } from './store.js';
import { navigate } from './router.js';
import { openShortcutHelp } from './shortcuts.js';
import { confirmDialog } from './dialog.js';
import { allInvoices } from '../books/invoices.js';
import { money } from './format.js';

/** `keep` receives the function that ends the button's subscription. */
export function themeButton(keep) {
  const button = h('button', { type: 'button', class: 'button button-icon button-quiet theme-button' });
  const show = () => {
    button.setAttribute('aria-label', t(isDark() ? 'top.light' : 'top.dark'));
    button.replaceChildren(icon(isDark() ? 'sun' : 'moon', 18));
  };
  button.addEventListener('click', () => {
    setTheme(isDark() ? 'light' : 'dark');
    show();
  });
  keep(subscribe('theme', show));
  show();
  return button;
}

function messages() {
  const overdue = allInvoices()
    .filter((invoice) => invoice.status === 'overdue')
    .slice(0, 2);
  return [
    ...overdue.map((invoice) => ({
      text: t('inbox.overdue', { number: invoice.number, amount: money(invoice.cents) }),
      when: t('inbox.today'),
      href: `?view=invoice&id=${invoice.number}`,
    })),
    { text: t('inbox.stock'), when: t('inbox.yesterday'), href: '?view=stock' },
  ];
}

function inboxPanel() {
  const { enabled, browser } = read('notifications');
  const isSilent = !enabled || !browser;
  return h(
    'div',
    { class: 'inbox', role: 'dialog', 'aria-label': t('inbox.title') },
    h(
      'div',
      { class: 'inbox-head' },
      h('h2', { class: 'inbox-title' }, t('inbox.title')),
      h('a', { href: '?view=settings&section=notifications' }, t('inbox.settings')),
    ),
    isSilent && h('p', { class: 'inbox-silent' }, icon('bellOff'), t('inbox.silent')),
    h(
      'ul',
      { class: 'inbox-list' },
      messages().map((message) =>
        h(
          'li',
          {},
          h(
            'a',
            { href: message.href, class: 'inbox-entry' },
            h('span', {}, message.text),
            h('span', { class: 'inbox-when' }, message.when),
          ),
        ),
      ),
    ),
  );
}

export function inboxButton() {
  const place = h('div', { class: 'inbox-place' });
  let abort = null;
  const close = (restoreFocus) => {
    abort?.abort();
    abort = null;
    place.querySelector('.inbox')?.remove();
    button.setAttribute('aria-expanded', 'false');
    if (restoreFocus) button.focus();
  };
  const open = () => {
    abort = new AbortController();
    const { signal } = abort;
    place.append(inboxPanel());
    button.setAttribute('aria-expanded', 'true');
    write('inbox', { read: true });
    dot.hidden = true;
    button.setAttribute('aria-label', t('inbox.title'));
    document.addEventListener('pointerdown', (event) => place.contains(event.target) || close(false), {
      capture: true,
      signal,
    });
    place.addEventListener('keydown', (event) => event.key === 'Escape' && close(true), { signal });
    place.addEventListener(
      'focusout',
      (event) => event.relatedTarget && !place.contains(event.relatedTarget) && close(false),
      { signal },
    );
    place.addEventListener('click', (event) => event.target.closest('a') && close(false), { signal });
  };
  const unread = !read('inbox').read;
  const dot = h('span', { class: 'unread-dot', hidden: !unread });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'button button-icon button-quiet',
      'aria-label': unread ? t('inbox.unread') : t('inbox.title'),
      'aria-haspopup': 'dialog',
      'aria-expanded': 'false',
      onclick: () => (abort ? close(true) : open()),
    },
    icon('bell', 18),
    dot,
  );
  place.append(button);
  return place;
}

/** Throws away everything that was changed in this browser, once the person agrees. */
export async function askForReset() {
  const agreed = await confirmDialog({
    title: t('top.resetTitle'),
    text: t('top.resetText'),
    confirmLabel: t('top.reset'),
  });
  if (!agreed) return;
  const kept = language();
  reset();
  write('language', kept);
  location.assign(location.pathname);
}

function accountItems() {
  const theme = read('theme');
  return [
    { label: t('top.profile'), icon: 'user', onSelect: () => navigate('?view=settings&section=profile') },
    { label: t('top.shortcuts'), icon: 'keyboard', shortcut: '?', onSelect: openShortcutHelp },
    { separator: true },
    ...LANGUAGES.map(({ code, name }) => ({
      label: name,
      role: 'menuitemradio',
      checked: code === language(),
      onSelect: () => setLanguage(code),
    })),
    { separator: true },
    ...THEMES.map((name) => ({
      label: t(`theme.${name}`),
      role: 'menuitemradio',
      checked: name === theme,
      onSelect: () => setTheme(name),
    })),
    { separator: true },
    { label: t('top.reset'), icon: 'reset', danger: true, onSelect: askForReset },
  ];
}

export function accountButton() {
  const { name } = read('profile');
  const initials = name
    .split(' ')
    .map((word) => word[0])
    .join('')
    .slice(0, 2);
  return menuButton({
    class: 'account-button',
    alignEnd: true,
    menuLabel: t('top.account'),
    items: accountItems,
    content: [
      h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials),
      visuallyHidden(`${t('top.account')}: `),
      h('span', { class: 'account-name' }, name),
      icon('down', 14),
    ],
  });
}
