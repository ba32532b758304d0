// The filters above the orders: text, status, date, and a chip for each that is active.

import { h } from '../core/dom.js';
import { icon } from '../core/icons.js';
import { t } from '../core/i18n.js';
import { day } from '../core/format.js';
import { menuButton } from '../core/menu.js';
import { STATUSES } from '../books/orders.js';
import { filters, isFiltered, NO_FILTERS, setFilters } from '../books/order-filters.js';
import '../elements/date-range.js';

function chip(label, value, onRemove) {
  return h(
    'span',
    { class: 'chip' },
    h('span', { class: 'chip-label' }, `${label}: `),
    h('span', { class: 'chip-value' }, value),
    h(
      'button',
      {
        type: 'button',
        class: 'chip-remove css-k7d2qa',
        'aria-label': t('orders.removeFilter', { name: `${label}: ${value}` }),
        onclick: onRemove,
      },
      icon('close', 12),
    ),
  );
}

function activeChips({ text, statuses, from, until }) {
  const without = (status) => filters().statuses.filter((other) => other !== status);
  const list = statuses.map((status) =>
    chip(t('orders.status'), t(`status.${status}`), () => setFilters({ statuses: without(status) })),
  );
  const range = from && until ? `${day(from)} – ${day(until)}` : from || until;
  if (range) list.push(chip(t('range.title'), range, () => setFilters({ from: '', until: '' })));
  if (text) list.push(chip(t('orders.text'), text, () => setFilters({ text: '' })));
  return list;
}

function statusButton() {
  const toggled = (status, on) =>
    STATUSES.filter((other) => (other === status ? on : filters().statuses.includes(other)));
  return menuButton({
    class: 'button css-1x9fz0',
    menuLabel: t('orders.status'),
    content: [icon('filter'), t('orders.status'), icon('down', 14)],
    items: () =>
      STATUSES.map((status) => ({
        label: t(`status.${status}`),
        role: 'menuitemcheckbox',
        keepOpen: true,
        checked: filters().statuses.includes(status),
        onSelect: (on) => setFilters({ statuses: toggled(status, on) }),
      })),
  });
}

/** Returns the bar, the place of the chips, and a function that makes both show the filters as they are. */
export function filterBar() {
  const search = h('input', {
    class: 'input filter-search',
    type: 'search',
    'aria-label': t('orders.filterText'),
    placeholder: t('orders.filterHint'),
    oninput: () => setFilters({ text: search.value.trim() }),
  });
  const range = h('kontor-date-range');
  range.addEventListener('range-change', (event) => setFilters(event.detail));
  const clear = h(
    'button',
    {
      type: 'button',
      class: 'button button-link',
      onclick: () => {
        setFilters(NO_FILTERS);
        search.focus();
      },
    },
    t('orders.clearFilters'),
  );
  const chips = h('div', { class: 'chips' });
  const bar = h(
    'div',
    { class: 'filter-bar', role: 'group', 'aria-label': t('orders.filters') },
    search,
    statusButton(),
    range,
  );
  const show = () => {
    const current = filters();
    if (search.value.trim() !== current.text) search.value = current.text;
    if (range.from !== current.from) range.from = current.from;
    if (range.until !== current.until) range.until = current.until;
    chips.hidden = !isFiltered(current);
    chips.replaceChildren(...activeChips(current), clear);
  };
  return { bar, chips, show };
}
