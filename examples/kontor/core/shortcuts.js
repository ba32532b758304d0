// Keyboard shortcuts of the whole app. None fires while a dialog is open or somebody is typing.

import { h } from './dom.js';
import { openDialog } from './dialog.js';
import { t } from './i18n.js';
import { navigate } from './router.js';

export const SHORTCUTS = [
  {
    keys: ['Ctrl', 'Shift', 'E'],
    text: 'shortcuts.export',
    run: async () => (await import('../dialogs/export.js')).openExport(),
  },
  {
    keys: ['N'],
    text: 'shortcuts.newOrder',
    run: async () => (await import('../dialogs/new-order.js')).openNewOrder(),
  },
  { keys: ['/'], text: 'shortcuts.search', run: () => document.getElementById('global-search').focus() },
  { keys: ['G', 'O'], text: 'shortcuts.orders', run: () => navigate('?view=orders') },
  { keys: ['G', 'I'], text: 'shortcuts.invoices', run: () => navigate('?view=invoices') },
  { keys: ['?'], text: 'shortcuts.help', run: () => openShortcutHelp() },
];

const SEQUENCE_MS = 1200;

export function openShortcutHelp() {
  const rows = SHORTCUTS.map(({ keys, text }) =>
    h(
      'div',
      { class: 'shortcut-row' },
      h('dt', {}, t(text)),
      h(
        'dd',
        {},
        keys.map((key) => h('kbd', {}, key)),
      ),
    ),
  );
  openDialog({ title: t('shortcuts.title'), size: 'small', body: h('dl', { class: 'shortcut-list' }, rows) });
}

function isTyping(target) {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && target.type !== 'checkbox'))
  );
}

export function startShortcuts() {
  let leader = { key: '', at: 0 };
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return;
    const key = event.key.toUpperCase();
    const [exported, ...plain] = SHORTCUTS;
    if (event.ctrlKey) {
      if (!event.shiftKey || key !== 'E') return;
      event.preventDefault();
      exported.run();
      return;
    }
    if (isTyping(event.composedPath()[0])) return;
    const isSequence = leader.key === 'G' && event.timeStamp - leader.at < SEQUENCE_MS;
    const match = plain.find(({ keys }) =>
      keys.length === 2 ? isSequence && keys[1] === key : !isSequence && keys[0] === key,
    );
    leader = { key, at: event.timeStamp };
    if (!match) return;
    event.preventDefault();
    match.run();
  });
}
