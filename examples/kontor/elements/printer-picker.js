// <kontor-printer-picker>: choose one of the printers of the house; native radio buttons in an open shadow root.
// Property `value` is a printer id; fires "change" when the person chooses another.

import { h, sheet } from '../core/dom.js';
import { language, t } from '../core/i18n.js';
import { PRINTERS } from '../books/printers.js';
import { CONTROL_CSS } from './control-css.js';

const STYLE = sheet(`${CONTROL_CSS}
:host { display: block; }
fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; margin-block-end: .375rem; font-size: .8125rem; font-weight: 550; color: var(--text); }
.list { display: grid; gap: .5rem; }
.printer { display: flex; align-items: center; gap: .75rem; padding: .625rem .75rem; background: var(--surface); border: 1px solid var(--line-strong); border-radius: 9px; cursor: pointer; }
.printer:hover { background: var(--hover); }
.printer:has(:checked) { border-color: var(--accent); box-shadow: inset 0 0 0 1px var(--accent); background: var(--accent-soft); }
.printer:has(:focus-visible) { outline: 2px solid var(--focus); outline-offset: 2px; }
input { flex: none; margin: 0; inline-size: 1rem; block-size: 1rem; accent-color: var(--accent); }
input:focus-visible { outline: none; }
.words { flex: 1; min-width: 0; }
.name { display: block; font-weight: 550; overflow-wrap: anywhere; }
.place { display: block; font-size: .8125rem; color: var(--muted); }
.state { display: inline-flex; align-items: center; gap: .375rem; font-size: .8125rem; white-space: nowrap; color: var(--muted); }
.state::before { content: ""; inline-size: .5rem; block-size: .5rem; border-radius: 50%; background: var(--green); }
.state.low_toner::before { background: var(--amber); }
.state.offline::before { background: var(--red); }
`);

const STATE_TEXT = { ready: 'printing.ready', low_toner: 'printing.lowToner', offline: 'printing.offline' };

export class KontorPrinterPicker extends HTMLElement {
  #value = PRINTERS[0].id;

  constructor() {
    super();
    this.attachShadow({ mode: 'open', delegatesFocus: true }).adoptedStyleSheets = [STYLE];
  }

  get value() {
    return this.#value;
  }
  set value(id) {
    this.#value = id;
    this.#render();
  }

  connectedCallback() {
    this.#render();
  }

  #row(printer) {
    const input = h('input', {
      type: 'radio',
      name: 'printer',
      value: printer.id,
      checked: printer.id === this.#value,
      'aria-labelledby': `name-${printer.id}`,
      'aria-describedby': `place-${printer.id} state-${printer.id}`,
      onchange: () => {
        this.#value = printer.id;
        this.dispatchEvent(new Event('change', { bubbles: true }));
      },
    });
    return h(
      'label',
      { class: 'printer' },
      input,
      h(
        'span',
        { class: 'words' },
        h('span', { class: 'name', id: `name-${printer.id}` }, printer.name),
        h('span', { class: 'place', id: `place-${printer.id}` }, printer.place[language()]),
      ),
      h('span', { class: `state ${printer.state}`, id: `state-${printer.id}` }, t(STATE_TEXT[printer.state])),
    );
  }

  #render() {
    if (!this.isConnected) return;
    this.shadowRoot.replaceChildren(
      h(
        'fieldset',
        {},
        h('legend', {}, t('printing.printer')),
        h(
          'div',
          { class: 'list' },
          PRINTERS.map((printer) => this.#row(printer)),
        ),
      ),
    );
  }
}

customElements.define('kontor-printer-picker', KontorPrinterPicker);
