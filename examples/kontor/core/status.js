// The small coloured words for the state of an order or an invoice.

import { h } from './dom.js';
import { t } from './i18n.js';

const TONE = {
  draft: 'grey',
  confirmed: 'blue',
  picking: 'violet',
  shipped: 'teal',
  delivered: 'green',
  on_hold: 'amber',
  cancelled: 'red',
  open: 'blue',
  overdue: 'red',
  paid: 'green',
};

export function statusBadge(status) {
  return h('span', { class: `badge badge-${TONE[status]}` }, t(`status.${status}`));
}
