// <kontor-date-range>: a button and a small panel with two dates, in an open shadow root.
// Properties `from` and `until` are ISO days or ""; fires "range-change" with both in `detail`.

import { h, setFlag, sheet } from '../core/dom.js';
import { icon } from '../core/icons.js';
import { day } from '../core/format.js';
import { t } from '../core/i18n.js';
import { TODAY } from '../books/orders.js';
import { CONTROL_CSS } from './control-css.js';

const STYLE = sheet(`${CONTROL_CSS}
:host { display: inline-block; position: relative; }
.panel { position: absolute; z-index: 20; inset-block-start: calc(100% + 6px); inset-inline-start: 0; width: 20rem; max-width: calc(100vw - 2.5rem);
  padding: 1rem; background: var(--surface); border: 1px solid var(--line-strong); border-radius: 10px; box-shadow: var(--shadow-large); }
.panel[hidden] { display: none; }
.dates { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .625rem; }
.presets { display: flex; flex-wrap: wrap; gap: .375rem; margin-block: .75rem; }
.foot { display: flex; justify-content: space-between; gap: .5rem; padding-block-start: .75rem; border-block-start: 1px solid var(--line); }
@media (max-width: 40rem) { .panel { width: 16rem; } .dates { grid-template-columns: minmax(0, 1fr); } }
`);

function shift(isoDay, days) {
  return new Date(Date.parse(`${isoDay}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export class KontorDateRange extends HTMLElement {
  #abort = null;
  #from = '';
  #until = '';

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [STYLE];
  }

  get from() {
    return this.#from;
  }
  set from(value) {
    this.#from = value;
    this.#render();
  }
  get until() {
    return this.#until;
  }
  set until(value) {
    this.#until = value;
    this.#render();
  }

  connectedCallback() {
    this.#render();
  }

  disconnectedCallback() {
    this.#abort?.abort();
  }

  #words() {
    if (this.#from && this.#until) return `${day(this.#from)} – ${day(this.#until)}`;
    if (this.#from) return t('range.since', { day: day(this.#from) });
    if (this.#until) return t('range.up', { day: day(this.#until) });
    return null;
  }

  #render() {
    if (!this.isConnected) return;
    this.#abort?.abort();
    const input = (id, label, value) =>
      h(
        'div',
        {},
        h('label', { class: 'label', htmlFor: id }, label),
        h('input', { id, class: 'input', type: 'date', value }),
      );
    const from = input('from', t('range.from'), this.#from);
    const until = input('until', t('range.until'), this.#until);
    const preset = (label, first, last) =>
      h('button', { type: 'button', class: 'preset', onclick: () => this.#choose(first, last) }, label);
    const panel = h(
      'div',
      { class: 'panel', role: 'dialog', 'aria-label': t('range.title'), hidden: true },
      h('div', { class: 'dates' }, from, until),
      h(
        'div',
        { class: 'presets' },
        preset(t('range.week'), shift(TODAY, -6), TODAY),
        preset(t('range.month'), `${TODAY.slice(0, 8)}01`, TODAY),
        preset(t('range.year'), `${TODAY.slice(0, 5)}01-01`, TODAY),
      ),
      h(
        'div',
        { class: 'foot' },
        h('button', { type: 'button', class: 'button', onclick: () => this.#choose('', '') }, t('range.clear')),
        h(
          'button',
          {
            type: 'button',
            class: 'button primary',
            onclick: () => this.#choose(from.lastChild.value, until.lastChild.value),
          },
          t('range.apply'),
        ),
      ),
    );
    const words = this.#words();
    const button = h(
      'button',
      {
        type: 'button',
        class: 'button',
        'aria-haspopup': 'dialog',
        'aria-expanded': 'false',
        onclick: () => this.#toggle(panel.hidden),
      },
      icon('calendar'),
      words ? [h('span', { class: 'hidden-words' }, `${t('range.title')}: `), words] : t('range.title'),
    );
    this.shadowRoot.replaceChildren(button, panel);
  }

  #toggle(show, restoreFocus = false) {
    const [button, panel] = this.shadowRoot.children;
    this.#abort?.abort();
    panel.hidden = !show;
    setFlag(button, 'aria-expanded', show);
    if (!show) {
      if (restoreFocus) button.focus();
      return;
    }
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    document.addEventListener('pointerdown', (event) => event.composedPath().includes(this) || this.#toggle(false), {
      capture: true,
      signal,
    });
    this.addEventListener(
      'focusout',
      (event) => event.relatedTarget && event.relatedTarget !== this && this.#toggle(false),
      { signal },
    );
    panel.addEventListener('keydown', (event) => event.key === 'Escape' && this.#toggle(false, true), { signal });
    this.shadowRoot.getElementById('from').focus();
  }

  #choose(from, until) {
    this.#from = from;
    this.#until = until;
    this.#render();
    this.shadowRoot.firstElementChild.focus();
    this.dispatchEvent(new CustomEvent('range-change', { bubbles: true, composed: true, detail: { from, until } }));
  }
}

customElements.define('kontor-date-range', KontorDateRange);
