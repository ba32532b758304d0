// Prints one document: choose printer and paper once, or keep the choice for all invoices.

import { h } from '../core/dom.js';
import { openDialog } from '../core/dialog.js';
import { checkboxField, notice, textField, validateAll } from '../core/field.js';
import { t } from '../core/i18n.js';
import { announceSaved, read, update, write } from '../core/store.js';
import { toast } from '../core/toast.js';
import { findPrinter, TRAY_PAPER } from '../books/printers.js';
import { printFields } from './print-fields.js';

/** A sheet no larger than a stamp: is the letterhead on it or not? */
function miniature(tray, company) {
  const paper = TRAY_PAPER[tray];
  return h(
    'figure',
    { class: 'miniature' },
    h(
      'div',
      { class: `miniature-sheet miniature-${paper}`, 'aria-hidden': 'true' },
      h('div', { class: 'miniature-head' }),
      h('div', { class: 'miniature-address' }, company.name),
      [1, 2, 3, 4, 5].map(() => h('div', { class: 'miniature-line' })),
    ),
    h('figcaption', {}, t(paper === 'letterhead' ? 'print.withHead' : 'print.withoutHead')),
  );
}

/** `document` is the number of an invoice or a delivery note. */
export function openPrint({ title, document: documentNumber, company }) {
  const saved = read('printing');
  const preview = h('div', { class: 'print-preview' });
  const warning = h('div', { role: 'alert' });
  const showPreview = (current) => {
    preview.replaceChildren(miniature(current.tray, company));
    warning.replaceChildren();
  };
  const fields = printFields(saved, showPreview);
  const copies = textField({
    label: t('print.copies'),
    type: 'number',
    min: '1',
    max: '20',
    step: '1',
    required: true,
    value: String(saved.copies),
    inputmode: 'numeric',
  });
  const remember = checkboxField({ label: t('print.remember'), checked: false });
  showPreview(saved);

  const print = () => {
    if (!validateAll([copies])) return;
    const choice = { ...fields.value(), copies: Number(copies.input.value) };
    const printer = findPrinter(choice.printer);
    if (printer.state === 'offline') {
      warning.replaceChildren(notice('alert', t('print.offline', { printer: printer.name })));
      return;
    }
    write('lastPrint', { document: documentNumber, ...choice });
    if (remember.input.checked) update('printing', choice);
    close();
    announceSaved('print', { document: documentNumber });
    toast(t('print.sent', { document: documentNumber, printer: printer.name, tray: t(`tray.${choice.tray}`) }));
  };
  const { close } = openDialog({
    title,
    size: 'large',
    onSubmit: print,
    body: h(
      'div',
      { class: 'print-columns' },
      h('div', { class: 'form-stack' }, fields.node, copies.node, remember.node, warning),
      preview,
    ),
    actions: [
      h('button', { type: 'button', class: 'button', onclick: () => close() }, t('general.cancel')),
      h('button', { type: 'submit', class: 'button button-primary' }, t('print.print')),
    ],
  });
}
