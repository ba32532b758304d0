// Invoices by status, 25 to a page, each with its print button.

import { h } from '../core/dom.js';
import { icon } from '../core/icons.js';
import { t } from '../core/i18n.js';
import { day, money, number } from '../core/format.js';
import { statusBadge } from '../core/status.js';
import { navigate } from '../core/router.js';
import { allInvoices, INVOICE_STATUSES } from '../books/invoices.js';
import { openPrint } from '../dialogs/print.js';
import { openPrintSettings } from '../dialogs/print-settings.js';

const PAGE_SIZE = 25;

function address(status, page) {
  const params = new URLSearchParams({ view: 'invoices' });
  if (status) params.set('status', status);
  if (page > 1) params.set('page', page);
  return `?${params}`;
}

function statusTabs(invoices, status) {
  const tab = (value, label) => {
    const count = value ? invoices.filter((invoice) => invoice.status === value).length : invoices.length;
    return h(
      'li',
      {},
      h(
        'a',
        { class: 'tab', href: address(value, 1), 'aria-current': value === status ? 'page' : undefined },
        label,
        ' ',
        h('span', { class: 'tab-count' }, number(count)),
      ),
    );
  };
  return h(
    'nav',
    { class: 'tabs', 'aria-label': t('invoices.byStatus') },
    h(
      'ul',
      {},
      tab('', t('invoices.all')),
      INVOICE_STATUSES.map((value) => tab(value, t(`status.${value}`))),
    ),
  );
}

function row(invoice) {
  return h(
    'tr',
    { ondblclick: () => navigate(`?view=invoice&id=${invoice.number}`) },
    h(
      'td',
      {},
      h('a', { class: 'keep-together', href: `?view=invoice&id=${invoice.number}` }, invoice.number),
      h('span', { class: 'show-narrow' }, invoice.company.name),
    ),
    h('td', { class: 'hide-narrow' }, invoice.company.name),
    h('td', { class: 'hide-narrow keep-together' }, day(invoice.issued)),
    h('td', { class: 'hide-narrow keep-together' }, day(invoice.due)),
    h('td', { class: 'hide-narrow' }, statusBadge(invoice.status)),
    h('td', { class: 'amount' }, money(invoice.cents)),
    h(
      'td',
      { class: 'table-action' },
      h(
        'button',
        {
          type: 'button',
          class: 'button button-icon button-quiet button-small',
          'aria-label': t('invoices.printOne', { number: invoice.number }),
          onclick: () =>
            openPrint({
              title: t('print.invoice', { number: invoice.number }),
              document: invoice.number,
              company: invoice.company,
            }),
        },
        icon('print'),
      ),
    ),
  );
}

function pages(status, page, count) {
  const last = Math.max(1, Math.ceil(count / PAGE_SIZE));
  const step = (target, label, name) =>
    target < 1 || target > last
      ? h('span', { class: 'button button-disabled', 'aria-hidden': 'true' }, icon(name, 14))
      : h('a', { class: 'button', href: address(status, target), 'aria-label': label }, icon(name, 14));
  return h(
    'nav',
    { class: 'pages', 'aria-label': t('invoices.pages') },
    step(page - 1, t('invoices.previous'), 'left'),
    h('span', {}, t('invoices.page', { page: number(page), last: number(last) })),
    step(page + 1, t('invoices.next'), 'right'),
  );
}

export function mount(params) {
  const status = INVOICE_STATUSES.includes(params.get('status')) ? params.get('status') : '';
  const invoices = allInvoices();
  const shown = status ? invoices.filter((invoice) => invoice.status === status) : invoices;
  const page = Math.min(Math.max(1, Number(params.get('page')) || 1), Math.max(1, Math.ceil(shown.length / PAGE_SIZE)));
  const head = (label, extra = '') => h('th', { scope: 'col', class: extra }, label);
  const table = h(
    'table',
    { class: 'table table-rows' },
    h('caption', { class: 'visually-hidden' }, t('invoices.title')),
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        head(t('invoices.number')),
        head(t('orders.customer'), 'hide-narrow'),
        head(t('invoices.issued'), 'hide-narrow'),
        head(t('invoices.due'), 'hide-narrow'),
        head(t('orders.status'), 'hide-narrow'),
        head(t('invoices.amount'), 'amount'),
        head(h('span', { class: 'visually-hidden' }, t('orders.actions'))),
      ),
    ),
    h('tbody', {}, shown.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(row)),
  );
  const node = h(
    'div',
    { class: 'page' },
    h(
      'header',
      { class: 'page-header' },
      h(
        'div',
        {},
        h('h1', {}, t('invoices.title')),
        h('p', { class: 'count' }, t('invoices.count', { n: number(shown.length) })),
      ),
      h(
        'div',
        { class: 'page-actions' },
        h(
          'button',
          { type: 'button', class: 'button css-3pn8ya', onclick: openPrintSettings },
          icon('tray'),
          t('invoices.printSettings'),
        ),
      ),
    ),
    statusTabs(invoices, status),
    h('div', { class: 'card card-table' }, table),
    pages(status, page, shown.length),
  );
  return { title: t('invoices.title'), node };
}
