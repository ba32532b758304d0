// A new order in three steps: customer, articles, delivery.

import { h } from '../core/dom.js';
import { icon } from '../core/icons.js';
import { openDialog } from '../core/dialog.js';
import { selectField, textField, validateAll } from '../core/field.js';
import { language, t } from '../core/i18n.js';
import { day, money } from '../core/format.js';
import { navigate } from '../core/router.js';
import { announceSaved } from '../core/store.js';
import { toast } from '../core/toast.js';
import { ARTICLES, articleName } from '../books/articles.js';
import { COMPANIES } from '../books/companies.js';
import { addOrder, netCents, TODAY, totalCents, vatCents } from '../books/orders.js';

const STEPS = ['customer', 'articles', 'delivery'];
const EARLIEST_DAYS = 3;
const MOST_LINES = 12;

function earliest() {
  return new Date(Date.parse(`${TODAY}T00:00:00Z`) + EARLIEST_DAYS * 86_400_000).toISOString().slice(0, 10);
}

function customerStep(draft) {
  const sorted = [...COMPANIES].sort((a, b) => a.name.localeCompare(b.name, 'de'));
  const customer = selectField({
    label: t('newOrder.customer'),
    value: draft.company,
    required: true,
    autofocus: true,
    options: [
      { value: '', label: t('newOrder.choose') },
      ...sorted.map(({ id, name, city }) => ({ value: String(id), label: `${name}, ${city}` })),
    ],
    onchange: () => {
      draft.company = customer.input.value;
    },
  });
  const reference = textField({
    label: t('newOrder.reference'),
    hint: t('newOrder.referenceHint'),
    value: draft.reference,
    maxlength: '20',
    oninput: () => {
      draft.reference = reference.input.value.trim();
    },
  });
  return { node: h('div', { class: 'form-stack' }, customer.node, reference.node), fields: [customer, reference] };
}

function articlesStep(draft, rebuild) {
  const fields = [];
  const rows = draft.lines.map((line, index) => {
    const article = selectField({
      label: t('newOrder.article', { n: index + 1 }),
      value: line.sku,
      required: true,
      options: ARTICLES.map((entry) => ({
        value: entry.sku,
        label: `${entry.sku} · ${articleName(entry, language())}`,
      })),
      onchange: () => {
        line.sku = article.input.value;
        line.cents = ARTICLES.find(({ sku }) => sku === line.sku).cents;
      },
    });
    const quantity = textField({
      label: t('newOrder.quantity', { n: index + 1 }),
      type: 'number',
      min: '1',
      max: '9999',
      step: '1',
      required: true,
      value: String(line.quantity),
      inputmode: 'numeric',
      oninput: () => {
        line.quantity = Number(quantity.input.value);
      },
    });
    fields.push(article, quantity);
    const remove = h(
      'button',
      {
        type: 'button',
        class: 'button button-icon button-quiet',
        'aria-label': t('newOrder.removeLine', { n: index + 1 }),
        disabled: draft.lines.length === 1,
        onclick: () => {
          draft.lines.splice(index, 1);
          rebuild();
        },
      },
      icon('trash'),
    );
    return h('div', { class: 'line-row' }, article.node, quantity.node, remove);
  });
  const add = h(
    'button',
    {
      type: 'button',
      class: 'button',
      disabled: draft.lines.length >= MOST_LINES,
      onclick: () => {
        draft.lines.push({ sku: ARTICLES[0].sku, quantity: 1, cents: ARTICLES[0].cents });
        rebuild();
      },
    },
    icon('plus'),
    t('newOrder.addLine'),
  );
  return { node: h('div', { class: 'form-stack' }, rows, h('div', {}, add)), fields };
}

function deliveryStep(draft) {
  const date = textField({
    label: t('order.delivery'),
    hint: t('newOrder.deliveryHint', { day: day(earliest()) }),
    type: 'date',
    min: earliest(),
    required: true,
    value: draft.delivery,
    message: t('newOrder.tooEarly', { day: day(earliest()) }),
    oninput: () => {
      draft.delivery = date.input.value;
    },
  });
  const fact = (label, value) => h('div', { class: 'fact' }, h('dt', {}, label), h('dd', {}, value));
  const company = COMPANIES[Number(draft.company)];
  const summary = h(
    'dl',
    { class: 'facts facts-boxed' },
    fact(t('order.company'), company.name),
    fact(t('order.net'), money(netCents(draft))),
    fact(t('order.vat'), money(vatCents(draft))),
    fact(t('order.total'), money(totalCents(draft))),
  );
  return { node: h('div', { class: 'form-stack' }, date.node, summary), fields: [date] };
}

/** One entry of the trail above the form: done, current or still to come. */
function trailStep(name, at, current) {
  const isDone = at < current;
  return h(
    'li',
    { class: isDone ? 'trail-step trail-done' : 'trail-step', 'aria-current': at === current ? 'step' : undefined },
    h('span', { class: 'trail-number', 'aria-hidden': 'true' }, isDone ? icon('check', 12) : String(at + 1)),
    t(`newOrder.${name}Step`),
  );
}

export function openNewOrder() {
  const draft = {
    company: '',
    reference: '',
    delivery: '',
    lines: [{ sku: ARTICLES[0].sku, quantity: 10, cents: ARTICLES[0].cents }],
  };
  let step = 0;
  let fields = [];
  const trail = h('ol', { class: 'trail' });
  const place = h('div', {});
  const back = h('button', {
    type: 'button',
    class: 'button',
    onclick: () => {
      if (step === 0) close();
      else show(step - 1, true);
    },
  });
  const next = h('button', { type: 'submit', class: 'button button-primary' });

  function show(index, moveFocus) {
    step = index;
    const rebuild = () => show(1, true);
    const built = [customerStep, articlesStep, deliveryStep][index](draft, rebuild);
    ({ fields } = built);
    trail.replaceChildren(...STEPS.map((name, at) => trailStep(name, at, index)));
    place.replaceChildren(built.node);
    back.replaceChildren(t(index === 0 ? 'general.cancel' : 'newOrder.back'));
    next.replaceChildren(t(index === STEPS.length - 1 ? 'newOrder.create' : 'newOrder.next'));
    if (moveFocus) fields[0].input.focus();
  }

  function advance() {
    if (!validateAll(fields)) return;
    if (step < STEPS.length - 1) {
      show(step + 1, true);
      return;
    }
    const order = addOrder({
      company: Number(draft.company),
      reference: draft.reference,
      delivery: draft.delivery,
      lines: draft.lines,
    });
    close();
    announceSaved('orders', { number: order.number });
    toast(t('newOrder.created', { number: order.number }));
    navigate(`?view=order&id=${order.number}`);
  }

  show(0, false);
  const { close } = openDialog({
    title: t('newOrder.title'),
    size: 'large',
    body: [trail, place],
    actions: [back, next],
    onSubmit: advance,
  });
}
