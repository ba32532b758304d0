// Orders: 2,000 rows, filters that stay until removed, sorting, row menus, export, new order.

import { h } from '../core/dom.js';
import { icon } from '../core/icons.js';
import { t } from '../core/i18n.js';
import { day, instant, money, number, offsetLabel } from '../core/format.js';
import { createGrid } from '../core/grid.js';
import { menuButton, openMenu } from '../core/menu.js';
import { rowHeightPx } from '../core/appearance.js';
import { statusBadge } from '../core/status.js';
import { navigate } from '../core/router.js';
import { announceSaved, read, subscribe, write } from '../core/store.js';
import { toast } from '../core/toast.js';
import { COMPANIES } from '../data/companies.js';
import { allOrders, changeOrder, STATUSES, TODAY_MS, totalCents } from '../data/orders.js';
import { applyFilters, filters, isFiltered, NO_FILTERS, setFilters, sortOrders } from '../data/order-filters.js';
import { openExport } from '../dialogs/export.js';
import { openNewOrder } from '../dialogs/new-order.js';
import '../elements/date-range.js';

function openOrder(order) {
  navigate(`?view=order&id=${order.number}`);
}

export function setOrderStatus(order, status) {
  changeOrder(order.number, { status });
  announceSaved('orders', { number: order.number });
  toast(t('orders.statusChanged', { number: order.number, status: t(`status.${status}`) }));
}

async function copyNumber(order) {
  try {
    await navigator.clipboard.writeText(String(order.number));
    toast(t('orders.copied', { number: order.number }));
  } catch {
    toast(t('orders.copyRefused'), 'alert');
  }
}

async function printDeliveryNote(order) {
  const { openPrint } = await import('../dialogs/print.js');
  openPrint({ title: t('print.deliveryNote', { number: order.number }), document: String(order.number), company: COMPANIES[order.company] });
}

/** What can be done with one order; the same in the row's menu and in its context menu. */
export function orderActions(order) {
  const isHeld = order.status === 'on_hold';
  return [
    { label: t('orders.open'), icon: 'open', onSelect: () => openOrder(order) },
    { label: t('orders.printNote'), icon: 'print', onSelect: () => printDeliveryNote(order) },
    { label: t('orders.copyNumber'), icon: 'copy', onSelect: () => copyNumber(order) },
    { separator: true },
    isHeld
      ? { label: t('orders.release'), icon: 'check', onSelect: () => setOrderStatus(order, 'confirmed') }
      : { label: t('orders.hold'), icon: 'pause', onSelect: () => setOrderStatus(order, 'on_hold') },
    { label: t('orders.cancelOrder'), icon: 'trash', danger: true, disabled: order.status === 'delivered' || order.status === 'cancelled', onSelect: () => setOrderStatus(order, 'cancelled') },
  ];
}

function columns() {
  const text = (value) => h('span', { class: 'cell-text' }, value);
  return [
    { key: 'number', label: t('orders.number'), sortable: true, cell: (order) => h('a', { href: `?view=order&id=${order.number}`, class: 'cell-link', data: { gridFocus: '' } }, String(order.number)) },
    { key: 'customer', label: t('orders.customer'), sortable: true, cell: (order) => [text(COMPANIES[order.company].name), h('span', { class: 'cell-sub' }, COMPANIES[order.company].city)] },
    { key: 'placed', label: t('orders.placed'), sortable: true, cell: (order) => { const at = instant(order.placedMs); return [text(at.day), h('span', { class: 'cell-sub' }, at.time)]; } },
    { key: 'status', label: t('orders.status'), sortable: true, cell: (order) => statusBadge(order.status) },
    { key: 'delivery', label: t('orders.delivery'), sortable: true, cell: (order) => text(day(order.delivery)) },
    { key: 'total', label: t('orders.total'), sortable: true, cell: (order) => text(money(totalCents(order))) },
    {
      key: 'actions', label: t('orders.actions'), name: h('span', { class: 'visually-hidden' }, t('orders.actions')),
      cell: (order) => menuButton({ label: t('orders.actionsFor', { number: order.number }), class: 'button button-icon button-quiet button-small', content: icon('more'), alignEnd: true, items: () => orderActions(order), data: { gridFocus: '' } }),
    },
  ];
}

function chip(label, value, onRemove) {
  return h('span', { class: 'chip' }, h('span', { class: 'chip-label' }, `${label}: `), h('span', { class: 'chip-value' }, value),
    h('button', { type: 'button', class: 'chip-remove css-k7d2qa', 'aria-label': t('orders.removeFilter', { name: `${label}: ${value}` }), onclick: onRemove }, icon('close', 12)));
}

function chips(current) {
  const { text, statuses, from, until } = current;
  const list = statuses.map((status) => chip(t('orders.status'), t(`status.${status}`), () => setFilters({ statuses: filters().statuses.filter((other) => other !== status) })));
  if (from || until) list.push(chip(t('range.title'), from && until ? `${day(from)} – ${day(until)}` : day(from || until), () => setFilters({ from: '', until: '' })));
  if (text) list.push(chip(t('orders.text'), `“${text}”`, () => setFilters({ text: '' })));
  return list;
}

function statusFilterButton() {
  return menuButton({
    class: 'button css-1x9fz0', menuLabel: t('orders.status'), content: [icon('filter'), t('orders.status'), icon('down', 14)],
    items: () => STATUSES.map((status) => ({
      label: t(`status.${status}`), role: 'menuitemcheckbox', keepOpen: true, checked: filters().statuses.includes(status),
      onSelect: (on) => setFilters({ statuses: STATUSES.filter((other) => (other === status ? on : filters().statuses.includes(other))) }),
    })),
  });
}

export function mount(params) {
  if (params.has('q')) {
    setFilters({ ...NO_FILTERS, text: params.get('q') });
    // The filter is remembered now; an address that sets it again would undo what is done next.
    history.replaceState(null, '', '?view=orders');
  }
  const search = h('input', { class: 'input filter-search', type: 'search', 'aria-label': t('orders.filterText'), placeholder: t('orders.filterHint'), oninput: () => setFilters({ text: search.value.trim() }) });
  const range = h('kontor-date-range');
  range.addEventListener('range-change', (event) => setFilters(event.detail));
  const clearButton = () => h('button', { type: 'button', class: 'button button-link', onclick: () => { setFilters(NO_FILTERS); search.focus(); } }, t('orders.clearFilters'));
  const chipPlace = h('div', { class: 'chips' });
  const count = h('p', { class: 'count', role: 'status' });
  const bulk = h('div', { class: 'bulk', hidden: true });
  const empty = h('div', { class: 'empty', hidden: true });

  const grid = createGrid({
    label: t('orders.title'), columns: columns(), rowKey: (order) => order.number, rowHeightPx,
    onOpen: openOrder,
    onContextMenu: (order, where) => openMenu({ label: t('orders.actionsFor', { number: order.number }), items: orderActions(order), ...where }),
    onSort: (column) => {
      const { column: before, direction } = read('orderSort');
      write('orderSort', { column, direction: column === before && direction === 'ascending' ? 'descending' : 'ascending' });
    },
    onSelectionChange: showBulk,
  });

  function showBulk(selected) {
    bulk.hidden = selected.size === 0;
    if (bulk.hidden) return;
    bulk.replaceChildren(h('span', {}, t('orders.selected', { n: number(selected.size) })),
      h('button', { type: 'button', class: 'button button-small', onclick: () => openExport({ numbers: selected }) }, icon('download'), t('orders.exportSelected')),
      h('button', { type: 'button', class: 'button button-small button-quiet', onclick: () => { grid.clearSelection(); bulk.hidden = true; } }, t('orders.clearSelection')));
  }

  function refresh() {
    const current = filters();
    const all = allOrders();
    const shown = sortOrders(applyFilters(all, current), read('orderSort'));
    grid.setRows(shown, read('orderSort'));
    showBulk(grid.selectedKeys());
    const values = { shown: number(shown.length), total: number(all.length) };
    count.textContent = isFiltered(current) ? t('orders.countFiltered', values) : t('orders.count', values);
    if (search.value.trim() !== current.text) search.value = current.text;
    range.from = current.from;
    range.until = current.until;
    chipPlace.replaceChildren(...chips(current), ...(isFiltered(current) ? [clearButton()] : []));
    chipPlace.hidden = !isFiltered(current);
    empty.hidden = shown.length > 0;
    grid.node.hidden = shown.length === 0;
    if (!empty.hidden) empty.replaceChildren(h('p', { class: 'empty-title' }, t('orders.none')), h('p', {}, t('orders.noneHint')));
  }

  const stops = ['orderFilters', 'orderSort', 'orders', 'density'].map((area) => subscribe(area, refresh));
  const narrow = matchMedia('(max-width: 45rem)');
  narrow.addEventListener('change', grid.rerender);
  const zone = read('region').timeZone;
  const node = h('div', { class: 'page page-fill' },
    h('header', { class: 'page-header' }, h('div', {}, h('h1', {}, t('orders.title')), count),
      h('div', { class: 'page-actions' },
        h('button', { type: 'button', class: 'button', 'aria-keyshortcuts': 'Control+Shift+E', onclick: () => openExport() }, icon('download'), t('orders.export')),
        h('button', { type: 'button', class: 'button button-primary', onclick: () => openNewOrder() }, icon('plus'), t('orders.new')))),
    h('div', { class: 'filter-bar', role: 'group', 'aria-label': t('orders.filters') }, search, statusFilterButton(), range),
    chipPlace, bulk, h('div', { class: 'grid-frame' }, grid.node, empty),
    h('p', { class: 'page-note' }, t('orders.zoneNote', { zone: zone.replaceAll('_', ' '), offset: offsetLabel(zone, TODAY_MS) }), ' ', h('a', { href: '?view=settings&section=region' }, t('orders.zoneChange'))));
  refresh();
  return {
    title: t('orders.title'), node,
    dispose: () => { for (const stop of stops) stop(); narrow.removeEventListener('change', grid.rerender); grid.dispose(); },
  };
}
