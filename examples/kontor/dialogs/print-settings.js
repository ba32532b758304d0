// The print settings for all invoices, reached from the list and from one invoice.

import { h } from '../core/dom.js';
import { openDialog } from '../core/dialog.js';
import { t } from '../core/i18n.js';
import { announceSaved, read, update } from '../core/store.js';
import { toast } from '../core/toast.js';
import { printFields } from './print-fields.js';

export function openPrintSettings() {
  const fields = printFields(read('printing'));
  const { close } = openDialog({
    title: t('invoices.printSettings'),
    body: [h('p', { class: 'dialog-text' }, t('print.settingsIntro')), fields.node],
    actions: [
      h('button', { type: 'button', class: 'button', onclick: () => close() }, t('general.cancel')),
      h('button', { type: 'submit', class: 'button button-primary' }, t('general.save')),
    ],
    onSubmit: () => {
      update('printing', fields.value());
      close();
      announceSaved('printing');
      toast(t('printing.saved'));
    },
  });
}
