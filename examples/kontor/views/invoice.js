// One invoice: the preview of the paper beside the settings that decide how it looks.

import { h } from '../core/dom.js';
import { icon } from '../core/icons.js';
import { t } from '../core/i18n.js';
import { day, money } from '../core/format.js';
import { statusBadge } from '../core/status.js';
import { read, subscribe } from '../core/store.js';
import { findInvoice } from '../books/invoices.js';
import { findPrinter } from '../books/printers.js';
import { openPrint } from '../dialogs/print.js';
import { openPrintSettings } from '../dialogs/print-settings.js';
import { invoicePaper } from './invoice-paper.js';

function notFound() {
  return {
    title: t('invoices.missing'),
    node: h(
      'div',
      { class: 'page' },
      h(
        'div',
        { class: 'empty' },
        h('h1', {}, t('invoices.missing')),
        h('p', {}, h('a', { href: '?view=invoices' }, t('invoices.back'))),
      ),
    ),
  };
}

function fact(label, ...value) {
  return h('div', { class: 'fact' }, h('dt', {}, label), h('dd', {}, value));
}

function settingsCard() {
  const { printer, tray, duplex } = read('printing');
  const { documentLanguage } = read('region');
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'print-facts' },
    h(
      'header',
      { class: 'card-header card-header-row' },
      h('h2', { id: 'print-facts', class: 'card-title' }, t('invoices.printSettings')),
      h('button', { type: 'button', class: 'button button-link', onclick: openPrintSettings }, t('invoices.change')),
    ),
    h(
      'dl',
      { class: 'facts' },
      fact(t('printing.printer'), findPrinter(printer).name),
      fact(t('printing.tray'), t(`tray.${tray}`)),
      fact(t('printing.duplex'), t(duplex ? 'general.on' : 'general.off')),
      fact(
        t('region.documents'),
        t(`languages.${documentLanguage}`),
        ' ',
        h('a', { href: '?view=settings&section=region' }, t('invoices.changeLanguage')),
      ),
    ),
  );
}

function amountsCard(invoice) {
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'amount-facts' },
    h('header', { class: 'card-header' }, h('h2', { id: 'amount-facts', class: 'card-title' }, t('invoices.details'))),
    h(
      'dl',
      { class: 'facts' },
      fact(t('orders.customer'), invoice.company.name),
      fact(t('invoices.amount'), money(invoice.cents)),
      fact(t('invoices.issued'), day(invoice.issued)),
      fact(t('invoices.due'), day(invoice.due)),
      fact(
        t('orders.number'),
        h('a', { href: `?view=order&id=${invoice.order.number}` }, String(invoice.order.number)),
      ),
    ),
  );
}

function header(invoice) {
  const { number, company, status } = invoice;
  const print = () => openPrint({ title: t('print.invoice', { number }), document: number, company });
  const title = h('h1', {}, t('invoices.one', { number }));
  const button = h(
    'button',
    { type: 'button', class: 'button button-primary', 'aria-haspopup': 'dialog', onclick: print },
    icon('print'),
    t('invoices.print'),
  );
  return h(
    'header',
    { class: 'page-header' },
    h(
      'div',
      {},
      h('div', { class: 'page-title-row' }, title, statusBadge(status)),
      h('p', { class: 'count' }, company.name),
    ),
    h('div', { class: 'page-actions' }, button),
  );
}

function previewCard(preview) {
  const title = h('h2', { id: 'preview-title', class: 'card-title' }, t('invoices.preview'));
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'preview-title' },
    h('header', { class: 'card-header' }, title),
    preview,
  );
}

export function mount(params) {
  const invoice = findInvoice(params.get('id'));
  if (!invoice) return notFound();
  const settings = h('div', {});
  const preview = h('div', { class: 'paper-frame' });
  const refresh = () => {
    settings.replaceChildren(settingsCard());
    preview.replaceChildren(
      invoicePaper(invoice, { tray: read('printing').tray, language: read('region').documentLanguage }),
    );
  };
  refresh();
  const stops = ['printing', 'region'].map((area) => subscribe(area, refresh));
  const back = h('a', { href: '?view=invoices' }, icon('left', 14), t('nav.invoices'));
  const node = h(
    'div',
    { class: 'page' },
    h('nav', { class: 'crumbs', 'aria-label': t('order.crumbs') }, back),
    header(invoice),
    h('div', { class: 'columns' }, previewCard(preview), h('div', { class: 'stack' }, settings, amountsCard(invoice))),
  );
  const dispose = () => {
    for (const stop of stops) stop();
  };
  return { title: t('invoices.one', { number: invoice.number }), node, dispose };
}
