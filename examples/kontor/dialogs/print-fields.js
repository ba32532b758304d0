// Printer, tray, both sides: the same fields in the print dialog, the print settings and the settings area.

import { h } from '../core/dom.js';
import { selectField, switchField } from '../core/field.js';
import { t } from '../core/i18n.js';
import { findPrinter } from '../books/printers.js';
import '../elements/printer-picker.js';

/** `onChange` is called after every change; `value()` gives {printer, tray, duplex}. */
export function printFields(initial, onChange = () => {}) {
  const current = { printer: initial.printer, tray: initial.tray, duplex: initial.duplex };
  const trayPlace = h('div', {});
  const duplexPlace = h('div', {});
  const picker = h('kontor-printer-picker');
  picker.value = current.printer;

  function showDependent() {
    const printer = findPrinter(current.printer);
    if (!printer.trays.includes(current.tray)) [current.tray] = printer.trays;
    const tray = selectField({
      label: t('printing.tray'),
      value: current.tray,
      options: printer.trays.map((value) => ({ value, label: t(`tray.${value}`) })),
      hint: t('printing.trayHint'),
      onchange: () => {
        current.tray = tray.input.value;
        onChange(current);
      },
    });
    trayPlace.replaceChildren(tray.node);
    const duplex = switchField({
      label: t('printing.duplex'),
      hint: printer.duplex ? undefined : t('printing.noDuplex'),
      on: printer.duplex && current.duplex,
      disabled: !printer.duplex,
      onChange: (on) => {
        current.duplex = on;
        onChange(current);
      },
    });
    duplexPlace.replaceChildren(duplex.node);
  }

  picker.addEventListener('change', () => {
    current.printer = picker.value;
    showDependent();
    onChange(current);
  });
  showDependent();
  return {
    node: h('div', { class: 'form-stack' }, picker, trayPlace, duplexPlace),
    value: () => ({ ...current, duplex: current.duplex && findPrinter(current.printer).duplex }),
  };
}
