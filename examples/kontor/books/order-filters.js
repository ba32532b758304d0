// Which orders are shown, and in which order. Filters are remembered until somebody removes them.

import { read, write } from '../core/store.js';
import { COMPANIES } from './companies.js';
import { totalCents } from './orders.js';

export const NO_FILTERS = { text: '', statuses: [], from: '', until: '' };

export function filters() {
  return { ...NO_FILTERS, ...read('orderFilters') };
}

export function setFilters(change) {
  write('orderFilters', { ...filters(), ...change });
}

export function isFiltered({ text, statuses, from, until }) {
  return text !== '' || statuses.length > 0 || from !== '' || until !== '';
}

export function applyFilters(orders, { text, statuses, from, until }) {
  const needle = text.toLowerCase();
  const fromMs = from ? Date.parse(`${from}T00:00:00Z`) : -Infinity;
  const untilMs = until ? Date.parse(`${until}T23:59:59Z`) : Infinity;
  return orders.filter((order) => {
    if (order.placedMs < fromMs || order.placedMs > untilMs) return false;
    if (statuses.length > 0 && !statuses.includes(order.status)) return false;
    if (!needle) return true;
    const company = COMPANIES[order.company];
    return (
      String(order.number).includes(needle) ||
      `${company.name} ${company.city} ${order.reference}`.toLowerCase().includes(needle)
    );
  });
}

const KEYS = {
  number: (order) => order.number,
  customer: (order) => COMPANIES[order.company].name,
  placed: (order) => order.placedMs,
  status: (order) => order.status,
  delivery: (order) => order.delivery,
  total: totalCents,
};

export function sortOrders(orders, { column, direction }) {
  const key = KEYS[column];
  const sign = direction === 'ascending' ? 1 : -1;
  const keyed = orders.map((order) => [key(order), order]);
  keyed.sort(([a], [b]) => sign * (typeof a === 'string' ? a.localeCompare(b, 'de') : a - b));
  return keyed.map(([, order]) => order);
}
