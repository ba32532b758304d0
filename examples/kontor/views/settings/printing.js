// Which printer and which tray invoices go to, unless somebody chooses otherwise when printing.

import { h } from '../../core/dom.js';
import { formCard } from '../../core/field.js';
import { t } from '../../core/i18n.js';
import { announceSaved, read, update } from '../../core/store.js';
import { toast } from '../../core/toast.js';
import { printFields } from '../../dialogs/print-fields.js';
import { findPrinter } from '../../books/printers.js';

export function mountPrinting() {
  const fields = printFields(read('printing'));
  const testPage = () => {
    const { printer, tray } = fields.value();
    const { name, state } = findPrinter(printer);
    if (state === 'offline') toast(t('print.offline', { printer: name }), 'alert');
    else toast(t('printing.testSent', { printer: name, tray: t(`tray.${tray}`) }));
  };
  return {
    node: formCard({
      title: t('printing.title'),
      intro: t('printing.intro'),
      fields: [],
      body: fields.node,
      extraActions: [h('button', { type: 'button', class: 'button', onclick: testPage }, t('printing.test'))],
      onSave: () => {
        update('printing', fields.value());
        announceSaved('printing');
        toast(t('printing.saved'));
      },
    }),
  };
}
