// The first page of the day: key figures, revenue by week, what waits, the latest orders.

import { h } from '../core/dom.js';
import { icon, svgElement } from '../core/icons.js';
import { t } from '../core/i18n.js';
import { day, longDay, money, number } from '../core/format.js';
import { statusBadge } from '../core/status.js';
import { read } from '../core/store.js';
import { COMPANIES } from '../books/companies.js';
import { allInvoices } from '../books/invoices.js';
import { allOrders, netCents, TODAY, TODAY_MS } from '../books/orders.js';

const WEEK_MS = 7 * 86_400_000;
const WEEKS = 12;

function figure(label, value, note, href) {
  return h(
    'li',
    {},
    h(
      'a',
      { class: 'figure', href },
      h('span', { class: 'figure-label' }, label),
      h('span', { class: 'figure-value' }, value),
      h('span', { class: 'figure-note' }, note),
    ),
  );
}

function figures(orders, invoices) {
  const month = TODAY.slice(0, 7);
  const open = orders.filter(({ status }) => ['confirmed', 'picking'].includes(status));
  const thisMonth = orders.filter(
    (order) => order.status !== 'cancelled' && new Date(order.placedMs).toISOString().startsWith(month),
  );
  const overdue = invoices.filter(({ status }) => status === 'overdue');
  const held = orders.filter(({ status }) => status === 'on_hold');
  const sum = (list, cents) => list.reduce((total, entry) => total + cents(entry), 0);
  return h(
    'ul',
    { class: 'figures' },
    figure(t('overview.open'), number(open.length), t('overview.openNote'), '?view=orders'),
    figure(
      t('overview.revenue'),
      money(sum(thisMonth, netCents)),
      t('overview.revenueNote', { n: number(thisMonth.length) }),
      '?view=orders',
    ),
    figure(
      t('overview.overdue'),
      money(sum(overdue, ({ cents }) => cents)),
      t('overview.overdueNote', { n: number(overdue.length) }),
      '?view=invoices&status=overdue',
    ),
    figure(t('overview.held'), number(held.length), t('overview.heldNote'), '?view=orders'),
  );
}

function weeklyRevenue(orders) {
  const sums = new Array(WEEKS).fill(0);
  for (const order of orders) {
    const week = WEEKS - 1 - Math.floor((TODAY_MS - order.placedMs) / WEEK_MS);
    if (week >= 0 && week < WEEKS && order.status !== 'cancelled') sums[week] += netCents(order);
  }
  return sums;
}

function chart(orders) {
  const sums = weeklyRevenue(orders);
  const top = Math.max(...sums);
  const bars = sums.map((cents, index) => {
    const height = Math.max(2, (cents / top) * 100);
    const bar = svgElement('rect', {
      x: index * 25 + 4,
      y: 104 - height,
      width: 17,
      height,
      rx: 3,
      class: index === WEEKS - 1 ? 'bar bar-now' : 'bar',
    });
    bar.append(svgElement('title', {}, money(cents)));
    return bar;
  });
  const svg = svgElement(
    'svg',
    {
      viewBox: `0 0 ${WEEKS * 25} 106`,
      role: 'img',
      'aria-label': t('overview.chartText', { low: money(Math.min(...sums)), high: money(top) }),
      class: 'chart',
      preserveAspectRatio: 'none',
    },
    svgElement('line', { x1: 0, x2: WEEKS * 25, y1: 105, y2: 105, class: 'chart-base' }),
    ...bars,
  );
  const first = new Date(TODAY_MS - (WEEKS - 1) * WEEK_MS).toISOString().slice(0, 10);
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'chart-title' },
    h(
      'header',
      { class: 'card-header' },
      h('h2', { id: 'chart-title', class: 'card-title' }, t('overview.chart')),
      h('p', { class: 'card-intro' }, t('overview.chartIntro', { n: WEEKS })),
    ),
    h(
      'div',
      { class: 'chart-frame' },
      svg,
      h('div', { class: 'chart-scale', 'aria-hidden': 'true' }, h('span', {}, day(first)), h('span', {}, day(TODAY))),
    ),
  );
}

function tasks(orders, invoices) {
  const drafts = orders.filter(({ status }) => status === 'draft').length;
  const due = invoices.filter(({ status }) => status === 'overdue');
  const entry = (name, text, href) =>
    h(
      'li',
      {},
      h(
        'a',
        { class: 'task', href },
        h('span', { class: 'task-icon' }, icon(name)),
        h('span', { class: 'task-text' }, text),
        icon('right', 14),
      ),
    );
  const list = [
    entry('orders', t('overview.taskDrafts', { n: number(drafts) }), '?view=orders'),
    ...due
      .slice(0, 2)
      .map((invoice) =>
        entry(
          'invoices',
          t('overview.taskOverdue', { number: invoice.number, company: invoice.company.name }),
          `?view=invoice&id=${invoice.number}`,
        ),
      ),
    entry('stock', t('overview.taskStock'), '?view=stock'),
  ];
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'tasks-title' },
    h('header', { class: 'card-header' }, h('h2', { id: 'tasks-title', class: 'card-title' }, t('overview.tasks'))),
    h('ul', { class: 'tasks' }, list),
  );
}

function latest(orders) {
  const rows = orders
    .slice(0, 6)
    .map((order) =>
      h(
        'tr',
        {},
        h('td', {}, h('a', { href: `?view=order&id=${order.number}` }, String(order.number))),
        h('td', {}, COMPANIES[order.company].name),
        h('td', { class: 'hide-narrow' }, statusBadge(order.status)),
        h('td', { class: 'amount' }, money(netCents(order))),
      ),
    );
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'latest-title' },
    h(
      'header',
      { class: 'card-header card-header-row' },
      h('h2', { id: 'latest-title', class: 'card-title' }, t('overview.latest')),
      h('a', { href: '?view=orders' }, t('overview.allOrders')),
    ),
    h(
      'table',
      { class: 'table' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('orders.number')),
          h('th', { scope: 'col' }, t('orders.customer')),
          h('th', { scope: 'col', class: 'hide-narrow' }, t('orders.status')),
          h('th', { scope: 'col', class: 'amount' }, t('order.net')),
        ),
      ),
      h('tbody', {}, rows),
    ),
  );
}

export function mount() {
  const orders = allOrders();
  const invoices = allInvoices();
  const firstName = read('profile').name.split(' ')[0];
  const node = h(
    'div',
    { class: 'page' },
    h(
      'header',
      { class: 'page-header' },
      h('div', {}, h('h1', {}, t('overview.hello', { name: firstName })), h('p', { class: 'count' }, longDay(TODAY))),
    ),
    figures(orders, invoices),
    h(
      'div',
      { class: 'columns' },
      h('div', { class: 'stack' }, chart(orders), latest(orders)),
      h('div', { class: 'stack' }, tasks(orders, invoices)),
    ),
  );
  return { title: t('nav.overview'), node };
}
