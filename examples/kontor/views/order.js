// One order: lines, customer, delivery date with its own form, an internal note with another.

import { h } from '../core/dom.js';
import { icon } from '../core/icons.js';
import { language, t } from '../core/i18n.js';
import { day, instant, money, number } from '../core/format.js';
import { menuButton } from '../core/menu.js';
import { formCard, textField } from '../core/field.js';
import { statusBadge } from '../core/status.js';
import { announceSaved, read, subscribe, write } from '../core/store.js';
import { toast } from '../core/toast.js';
import { ARTICLES, articleName } from '../books/articles.js';
import { COMPANIES } from '../books/companies.js';
import { changeOrder, findOrder, netCents, TODAY, totalCents, vatCents } from '../books/orders.js';
import { orderActions, setOrderStatus } from './order-actions.js';

function notFound() {
  return {
    title: t('order.missing'),
    node: h(
      'div',
      { class: 'page' },
      h(
        'div',
        { class: 'empty' },
        h('h1', {}, t('order.missing')),
        h('p', {}, h('a', { href: '?view=orders' }, t('order.back'))),
      ),
    ),
  };
}

function linesTable(order) {
  const rows = order.lines.map((line) => {
    const article = ARTICLES.find(({ sku }) => sku === line.sku);
    return h(
      'tr',
      {},
      h('td', { class: 'mono hide-narrow' }, line.sku),
      h('td', {}, articleName(article, language())),
      h('td', { class: 'amount' }, number(line.quantity)),
      h('td', { class: 'amount hide-narrow' }, money(line.cents)),
      h('td', { class: 'amount' }, money(line.cents * line.quantity)),
    );
  });
  const sum = (label, cents, strong) =>
    h('div', { class: strong ? 'sum sum-total' : 'sum' }, h('dt', {}, label), h('dd', {}, money(cents)));
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'lines-title' },
    h('header', { class: 'card-header' }, h('h2', { id: 'lines-title', class: 'card-title' }, t('order.lines'))),
    h(
      'table',
      { class: 'table' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col', class: 'hide-narrow' }, t('order.sku')),
          h('th', { scope: 'col' }, t('order.article')),
          h('th', { scope: 'col', class: 'amount' }, t('order.quantity')),
          h('th', { scope: 'col', class: 'amount hide-narrow' }, t('order.price')),
          h('th', { scope: 'col', class: 'amount' }, t('order.amount')),
        ),
      ),
      h('tbody', {}, rows),
    ),
    h(
      'dl',
      { class: 'sums' },
      sum(t('order.net'), netCents(order)),
      sum(t('order.vat'), vatCents(order)),
      sum(t('order.total'), totalCents(order), true),
    ),
  );
}

function customerCard(order) {
  const company = COMPANIES[order.company];
  const row = (label, ...value) => h('div', { class: 'fact' }, h('dt', {}, label), h('dd', {}, value));
  const at = instant(order.placedMs);
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'customer-title' },
    h('header', { class: 'card-header' }, h('h2', { id: 'customer-title', class: 'card-title' }, t('order.customer'))),
    h(
      'dl',
      { class: 'facts' },
      row(t('order.company'), company.name),
      row(t('order.address'), company.street, h('br'), `${company.postcode} ${company.city} (${company.country})`),
      row(t('order.contact'), company.contact),
      row(t('order.reference'), h('span', { class: 'mono' }, order.reference)),
      row(t('order.placed'), `${at.day}, ${at.time}`),
    ),
  );
}

function deliveryCard(order) {
  const date = textField({
    label: t('order.delivery'),
    type: 'date',
    value: order.delivery,
    min: TODAY,
    required: true,
    message: t('order.deliveryPast'),
  });
  return formCard({
    title: t('order.deliveryTitle'),
    fields: [date],
    body: date.node,
    onSave: () => {
      changeOrder(order.number, { delivery: date.input.value });
      announceSaved('orders', { number: order.number });
      toast(t('order.deliverySaved', { day: day(date.input.value) }));
    },
  });
}

function noteCard(order) {
  const notes = read('notes') ?? {};
  const note = textField({
    label: t('order.note'),
    hint: t('order.noteHint'),
    multiline: true,
    value: notes[order.number] ?? '',
    maxlength: '500',
  });
  return formCard({
    title: t('order.noteTitle'),
    fields: [note],
    body: note.node,
    onSave: () => {
      write('notes', { ...read('notes'), [order.number]: note.input.value });
      announceSaved('notes', { number: order.number });
      toast(t('order.noteSaved'));
    },
  });
}

export function mount(params) {
  const id = params.get('id');
  if (!findOrder(id)) return notFound();
  const head = h('div', { class: 'page-title-row' });
  const actions = h('div', { class: 'page-actions' });
  const showHead = () => {
    const order = findOrder(id);
    const isHeld = order.status === 'on_hold';
    head.replaceChildren(h('h1', {}, t('order.title', { number: order.number })), statusBadge(order.status));
    actions.replaceChildren(
      menuButton({
        label: t('order.more'),
        class: 'button button-icon',
        content: icon('more'),
        alignEnd: true,
        items: () => orderActions(findOrder(id)).slice(1),
      }),
      h(
        'button',
        {
          type: 'button',
          class: 'button button-primary',
          onclick: () => setOrderStatus(order, isHeld ? 'confirmed' : 'on_hold'),
        },
        icon(isHeld ? 'check' : 'pause'),
        t(isHeld ? 'orders.release' : 'orders.hold'),
      ),
    );
  };
  showHead();
  const order = findOrder(id);
  const node = h(
    'div',
    { class: 'page' },
    h(
      'nav',
      { class: 'crumbs', 'aria-label': t('order.crumbs') },
      h('a', { href: '?view=orders' }, icon('left', 14), t('nav.orders')),
    ),
    h(
      'header',
      { class: 'page-header' },
      h('div', {}, head, h('p', { class: 'count' }, COMPANIES[order.company].name)),
      actions,
    ),
    h(
      'div',
      { class: 'columns' },
      h('div', { class: 'stack' }, linesTable(order), noteCard(order)),
      h('div', { class: 'stack' }, customerCard(order), deliveryCard(order)),
    ),
  );
  return { title: t('order.title', { number: order.number }), node, dispose: subscribe('orders', showHead) };
}
