// How an invoice looks on paper: in the language for documents, on the paper that lies in the tray.

import { h } from '../core/dom.js';
import { svgElement } from '../core/icons.js';
import { language as appLanguage, t } from '../core/i18n.js';
import { longDay, money } from '../core/format.js';
import { ARTICLES, articleName } from '../books/articles.js';
import { OWN_COMPANY } from '../books/companies.js';
import { TRAY_PAPER } from '../books/printers.js';
import { netCents, totalCents, vatCents } from '../books/orders.js';

function letterhead() {
  const mark = svgElement(
    'svg',
    { viewBox: '0 0 32 32', width: 26, height: 26, 'aria-hidden': 'true', class: 'paper-mark' },
    svgElement('rect', { width: 32, height: 32, rx: 8 }),
    svgElement('path', { d: 'M10 7v18M10 17.5 21.5 7M14.2 13.8 22 25' }),
  );
  return h(
    'div',
    { class: 'paper-head' },
    mark,
    h(
      'div',
      {},
      h('strong', {}, OWN_COMPANY.name),
      h('span', {}, `${OWN_COMPANY.street} · ${OWN_COMPANY.postcode} ${OWN_COMPANY.city}`),
      h('span', {}, `${OWN_COMPANY.phone} · ${OWN_COMPANY.mail}`),
    ),
  );
}

/** `tray` decides whether the letterhead is on the paper; `language` is that of the document. */
export function invoicePaper(invoice, { tray, language }) {
  const word = (key, values) => t(`paper.${key}`, values, language);
  const { order, company } = invoice;
  const lines = order.lines.map((line, index) => {
    const article = ARTICLES.find(({ sku }) => sku === line.sku);
    return h(
      'tr',
      {},
      h('td', {}, String(index + 1)),
      h('td', {}, articleName(article, language)),
      h('td', { class: 'amount' }, String(line.quantity)),
      h('td', { class: 'amount' }, money(line.cents * line.quantity, language)),
    );
  });
  const sum = (label, cents) => h('div', {}, h('dt', {}, label), h('dd', {}, money(cents, language)));
  const paper = TRAY_PAPER[tray];
  return h(
    'div',
    { class: `paper paper-${paper}`, lang: language },
    paper === 'letterhead' ? letterhead() : h('p', { class: 'paper-blank', lang: appLanguage() }, t('paper.noHead')),
    h(
      'address',
      { class: 'paper-address' },
      company.name,
      h('br'),
      company.street,
      h('br'),
      `${company.postcode} ${company.city}`,
    ),
    h(
      'div',
      { class: 'paper-title' },
      h('strong', {}, word('invoice', { number: invoice.number })),
      h('span', {}, longDay(invoice.issued, language)),
    ),
    h('p', {}, word('intro')),
    h(
      'table',
      { class: 'paper-table' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, word('position')),
          h('th', { scope: 'col' }, word('article')),
          h('th', { scope: 'col', class: 'amount' }, word('quantity')),
          h('th', { scope: 'col', class: 'amount' }, word('amount')),
        ),
      ),
      h('tbody', {}, lines),
    ),
    h(
      'dl',
      { class: 'paper-sums' },
      sum(word('net'), netCents(order)),
      sum(word('vat'), vatCents(order)),
      sum(word('total'), totalCents(order)),
    ),
    h('p', {}, word('due', { day: longDay(invoice.due, language) })),
  );
}
