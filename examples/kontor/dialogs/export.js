// Exports orders as a file: which rows, which format. The file is really made and downloaded.

import { h } from '../core/dom.js';
import { openDialog } from '../core/dialog.js';
import { radioField } from '../core/field.js';
import { t } from '../core/i18n.js';
import { number } from '../core/format.js';
import { announceSaved, read, write } from '../core/store.js';
import { toast } from '../core/toast.js';
import { COMPANIES } from '../books/companies.js';
import { allOrders, netCents, TODAY, totalCents } from '../books/orders.js';
import { applyFilters, filters, isFiltered, sortOrders } from '../books/order-filters.js';

function record(order) {
  const company = COMPANIES[order.company];
  return {
    number: order.number,
    customer_number: company.number,
    customer: company.name,
    city: company.city,
    placed: new Date(order.placedMs).toISOString(),
    status: order.status,
    delivery: order.delivery,
    net: (netCents(order) / 100).toFixed(2),
    total: (totalCents(order) / 100).toFixed(2),
  };
}

function separated(records, separator, decimalComma) {
  const quote = (value) => (/["\r\n;,]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  const cell = ([key, value]) =>
    quote(decimalComma && (key === 'net' || key === 'total') ? value.replace('.', ',') : String(value));
  const lines = records.map((entry) => Object.entries(entry).map(cell).join(separator));
  return [Object.keys(records[0]).join(separator), ...lines].join('\r\n');
}

// Excel reads UTF-8 only with a byte order mark, and the German one wants semicolons.
const FORMATS = {
  excel: { ending: 'csv', type: 'text/csv', write: (records) => `\ufeff${separated(records, ';', true)}` },
  csv: { ending: 'csv', type: 'text/csv', write: (records) => separated(records, ',', false) },
  json: { ending: 'json', type: 'application/json', write: (records) => JSON.stringify(records, null, 2) },
};

function download(name, type, text) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  h('a', { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

function rowChoices(all, shown, numbers) {
  const choices = [];
  if (numbers?.size > 0) choices.push({ value: 'selected', label: t('export.selected', { n: number(numbers.size) }) });
  if (isFiltered(filters()))
    choices.push({
      value: 'shown',
      label: t('export.shown', { n: number(shown.length) }),
      hint: t('export.shownHint'),
    });
  choices.push({ value: 'all', label: t('export.all', { n: number(all.length) }) });
  return choices;
}

/** `numbers`: the orders ticked in the table, if any. */
export function openExport({ numbers } = {}) {
  const all = sortOrders(allOrders(), read('orderSort'));
  const shown = applyFilters(all, filters());
  const choices = rowChoices(all, shown, numbers);
  const rows = radioField({ label: t('export.rows'), value: choices[0].value, options: choices });
  const format = radioField({
    label: t('export.format'),
    value: 'excel',
    options: ['excel', 'csv', 'json'].map((value) => ({
      value,
      label: t(`export.${value}`),
      hint: t(`export.${value}Hint`),
    })),
  });
  const run = () => {
    const list = {
      selected: () => all.filter((order) => numbers.has(order.number)),
      shown: () => shown,
      all: () => all,
    }[rows.value()]();
    if (list.length === 0) {
      toast(t('export.nothing'), 'alert');
      return;
    }
    const { ending, type, write: text } = FORMATS[format.value()];
    const name = `${t('export.fileName')}-${TODAY}.${ending}`;
    download(name, type, text(list.map(record)));
    write('lastExport', { format: format.value(), rows: rows.value(), count: list.length, name });
    close();
    announceSaved('export', { count: list.length });
    toast(t('export.done', { n: number(list.length), name }));
  };
  const { close } = openDialog({
    title: t('export.title'),
    onSubmit: run,
    data: { dialog: 'export' },
    body: h('div', { class: 'form-stack' }, rows.node, format.node),
    actions: [
      h('button', { type: 'button', class: 'button', onclick: () => close() }, t('general.cancel')),
      h('button', { type: 'submit', class: 'button button-primary' }, t('export.export')),
    ],
  });
}
