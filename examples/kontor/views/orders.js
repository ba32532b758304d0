// Orders: 2,000 rows, filters that stay until removed, sorting, row menus, export, new order.

import { h } from '../core/dom.js';
import { icon } from '../core/icons.js';
import { t } from '../core/i18n.js';
import { day, instant, money, number, offsetLabel } from '../core/format.js';
import { Grid } from '../core/grid.js';
import { menuButton, openMenu } from '../core/menu.js';
import { rowHeightPx } from '../core/appearance.js';
import { statusBadge } from '../core/status.js';
import { read, subscribe, write } from '../core/store.js';
import { COMPANIES } from '../books/companies.js';
import { allOrders, TODAY_MS, totalCents } from '../books/orders.js';
import { applyFilters, filters, isFiltered, NO_FILTERS, setFilters, sortOrders } from '../books/order-filters.js';
import { openExport } from '../dialogs/export.js';
import { openNewOrder } from '../dialogs/new-order.js';
import { openOrder, orderActions } from './order-actions.js';
import { filterBar } from './order-filter-bar.js';

const text = (value) => h('span', { class: 'cell-text' }, value);
const sub = (value) => h('span', { class: 'cell-sub' }, value);

function numberCell(order) {
  const href = `?view=order&id=${order.number}`;
  return h('a', { href, class: 'cell-link', data: { gridFocus: '' } }, String(order.number));
}

function placedCell(order) {
  const at = instant(order.placedMs);
  return [text(at.day), sub(at.time)];
}

function actionsCell(order) {
  return menuButton({
    label: t('orders.actionsFor', { number: order.number }),
    class: 'button button-icon button-quiet button-small',
    content: icon('more'),
    alignEnd: true,
    items: () => orderActions(order),
    data: { gridFocus: '' },
  });
}

function columns() {
  const customer = ({ company }) => [text(COMPANIES[company].name), sub(COMPANIES[company].city)];
  const actionsName = h('span', { class: 'visually-hidden' }, t('orders.actions'));
  return [
    { key: 'number', label: t('orders.number'), sortable: true, cell: numberCell },
    { key: 'customer', label: t('orders.customer'), sortable: true, cell: customer },
    { key: 'placed', label: t('orders.placed'), sortable: true, cell: placedCell },
    { key: 'status', label: t('orders.status'), sortable: true, cell: (order) => statusBadge(order.status) },
    { key: 'delivery', label: t('orders.delivery'), sortable: true, cell: (order) => text(day(order.delivery)) },
    { key: 'total', label: t('orders.total'), sortable: true, cell: (order) => text(money(totalCents(order))) },
    { key: 'actions', name: actionsName, cell: actionsCell },
  ];
}

function sortBy(column) {
  const before = read('orderSort');
  const isReversal = column === before.column && before.direction === 'ascending';
  write('orderSort', { column, direction: isReversal ? 'descending' : 'ascending' });
}

function showContextMenu(order, where) {
  openMenu({ label: t('orders.actionsFor', { number: order.number }), items: orderActions(order), ...where });
}

function bulkBar(selected, onClear) {
  const quiet = 'button button-small button-quiet';
  return [
    h('span', {}, t('orders.selected', { n: number(selected.size) })),
    h(
      'button',
      { type: 'button', class: 'button button-small', onclick: () => openExport({ numbers: selected }) },
      icon('download'),
      t('orders.exportSelected'),
    ),
    h('button', { type: 'button', class: quiet, onclick: onClear }, t('orders.clearSelection')),
  ];
}

function pageActions() {
  return h(
    'div',
    { class: 'page-actions' },
    h(
      'button',
      { type: 'button', class: 'button', 'aria-keyshortcuts': 'Control+Shift+E', onclick: () => openExport() },
      icon('download'),
      t('orders.export'),
    ),
    h(
      'button',
      { type: 'button', class: 'button button-primary', onclick: () => openNewOrder() },
      icon('plus'),
      t('orders.new'),
    ),
  );
}

function zoneNote() {
  const { timeZone } = read('region');
  const words = t('orders.zoneNote', { zone: timeZone.replaceAll('_', ' '), offset: offsetLabel(timeZone, TODAY_MS) });
  return h(
    'p',
    { class: 'page-note' },
    words,
    ' ',
    h('a', { href: '?view=settings&section=region' }, t('orders.zoneChange')),
  );
}

/** The table with the place of its bulk actions, and a function that fills both. */
function orderTable() {
  const bulk = h('div', { class: 'bulk', hidden: true });
  const showBulk = (selected) => {
    bulk.hidden = selected.size === 0;
    bulk.replaceChildren(...bulkBar(selected, () => clear()));
  };
  const clear = () => {
    grid.clearSelection();
    showBulk(grid.selectedKeys());
  };
  const grid = new Grid({
    label: t('orders.title'),
    columns: columns(),
    rowKey: (order) => order.number,
    rowHeightPx,
    onOpen: openOrder,
    onContextMenu: showContextMenu,
    onSort: sortBy,
    onSelectionChange: showBulk,
  });
  const show = (orders) => {
    grid.setRows(orders, read('orderSort'));
    showBulk(grid.selectedKeys());
    grid.node.hidden = orders.length === 0;
  };
  return { grid, bulk, show };
}

/** The search field of the top bar leads here with `q`. */
function obeySearch(params) {
  if (!params.has('q')) return;
  setFilters({ ...NO_FILTERS, text: params.get('q') });
  // The filter is remembered now; an address that sets it again would undo what is done next.
  history.replaceState(null, '', '?view=orders');
}

export function mount(params) {
  obeySearch(params);
  const { bar, chips, show: showFilters } = filterBar();
  const { grid, bulk, show: showOrders } = orderTable();
  const count = h('p', { class: 'count', role: 'status' });
  const empty = h(
    'div',
    { class: 'empty' },
    h('p', { class: 'empty-title' }, t('orders.none')),
    h('p', {}, t('orders.noneHint')),
  );

  const refresh = () => {
    const current = filters();
    const all = allOrders();
    const shown = sortOrders(applyFilters(all, current), read('orderSort'));
    showFilters();
    showOrders(shown);
    empty.hidden = shown.length > 0;
    const values = { shown: number(shown.length), total: number(all.length) };
    count.textContent = t(isFiltered(current) ? 'orders.countFiltered' : 'orders.count', values);
  };

  const stops = ['orderFilters', 'orderSort', 'orders', 'density'].map((area) => subscribe(area, refresh));
  const narrow = matchMedia('(max-width: 45rem)');
  const onNarrow = () => grid.rerender();
  narrow.addEventListener('change', onNarrow);
  refresh();
  const node = h(
    'div',
    { class: 'page page-fill' },
    h('header', { class: 'page-header' }, h('div', {}, h('h1', {}, t('orders.title')), count), pageActions()),
    bar,
    chips,
    bulk,
    h('div', { class: 'grid-frame' }, grid.node, empty),
    zoneNote(),
  );
  const dispose = () => {
    for (const stop of stops) stop();
    narrow.removeEventListener('change', onNarrow);
    grid.dispose();
  };
  return { title: t('orders.title'), node, dispose };
}
