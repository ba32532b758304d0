// Labelled form controls with hints and messages in the app's language.

import { generatedId, h, setFlag } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';

function messageFor(input, own) {
  const { validity } = input;
  if (validity.valueMissing) return t('field.required');
  if (validity.typeMismatch && input.type === 'email') return t('field.email');
  if (validity.patternMismatch) return own ?? t('field.pattern');
  if (validity.rangeUnderflow) return own ?? t('field.min', { min: input.min });
  if (validity.rangeOverflow) return own ?? t('field.max', { max: input.max });
  if (validity.badInput || validity.stepMismatch) return t('field.number');
  return input.validationMessage;
}

function wrap({ label, hint, input, extraClass = '' }, inputId, message) {
  const hintId = generatedId();
  const messageId = generatedId();
  const hintNode = hint && h('p', { class: 'field-hint', id: hintId }, hint);
  const error = h('p', { class: 'field-error', id: messageId, hidden: true });
  const describe = (withError) => {
    const ids = [hint && hintId, withError && messageId].filter(Boolean).join(' ');
    if (ids) input.setAttribute('aria-describedby', ids);
    else input.removeAttribute('aria-describedby');
  };
  describe(false);
  const validate = () => {
    const ok = input.disabled || input.validity.valid;
    error.textContent = ok ? '' : messageFor(input, message);
    error.hidden = ok;
    if (ok) input.removeAttribute('aria-invalid');
    else setFlag(input, 'aria-invalid', true);
    describe(!ok);
    return ok;
  };
  input.addEventListener('input', () => input.hasAttribute('aria-invalid') && validate());
  input.addEventListener('change', () => input.value !== '' && validate());
  const labelNode = h(
    'label',
    { class: 'field-label', htmlFor: inputId },
    label,
    input.required && h('span', { class: 'field-required', 'aria-hidden': 'true' }, ' *'),
  );
  return { node: h('div', { class: `field ${extraClass}` }, labelNode, input, hintNode, error), input, validate };
}

/** `message` replaces the general one when pattern, min or max do not fit. */
export function textField({ label, hint, message, value = '', multiline = false, extraClass, ...attributes }) {
  const id = generatedId();
  const input = multiline
    ? h('textarea', { id, class: 'input', rows: '4', ...attributes, value })
    : h('input', { id, class: 'input', type: 'text', ...attributes, value });
  return wrap({ label, hint, input, extraClass }, id, message);
}

/** `options`: [{value, label}] or [{group, options}]. */
export function selectField({ label, hint, value, options, extraClass, ...attributes }) {
  const id = generatedId();
  const option = (entry) => h('option', { value: entry.value, selected: entry.value === value }, entry.label);
  const children = options.map((entry) =>
    entry.group ? h('optgroup', { label: entry.group }, entry.options.map(option)) : option(entry),
  );
  const input = h('select', { id, class: 'input select', ...attributes }, children);
  return wrap({ label, hint, input, extraClass }, id);
}

/** An on/off switch that works at once; `onChange(on)`. */
export function switchField({ label, hint, on, onChange, disabled = false }) {
  const labelId = generatedId();
  const hintId = generatedId();
  const button = h(
    'button',
    {
      type: 'button',
      role: 'switch',
      class: 'switch',
      'aria-checked': String(Boolean(on)),
      disabled,
      'aria-labelledby': labelId,
      'aria-describedby': hint ? hintId : undefined,
      onclick: () => {
        const next = button.getAttribute('aria-checked') !== 'true';
        setFlag(button, 'aria-checked', next);
        onChange(next);
      },
    },
    h('span', { class: 'switch-thumb' }),
  );
  const node = h(
    'div',
    { class: 'switch-row' },
    h(
      'div',
      { class: 'switch-words' },
      h('span', { id: labelId, class: 'switch-label', onclick: () => !button.disabled && button.click() }, label),
      hint && h('p', { id: hintId, class: 'field-hint' }, hint),
    ),
    button,
  );
  return {
    node,
    input: button,
    isOn: () => button.getAttribute('aria-checked') === 'true',
    set: (next) => setFlag(button, 'aria-checked', next),
  };
}

export function checkboxField({ label, checked, onChange, ...attributes }) {
  const input = h('input', {
    type: 'checkbox',
    class: 'checkbox',
    ...attributes,
    checked: Boolean(checked),
    onchange: () => onChange?.(input.checked),
  });
  return { node: h('label', { class: 'check-row' }, input, h('span', {}, label)), input };
}

/** `options`: [{value, label, hint?}]; `onChange(value)`. */
export function radioField({ label, value, options, onChange, inline = false }) {
  const name = generatedId();
  let chosen = value;
  const row = (option) => {
    const words = h('span', { id: generatedId() }, option.label);
    const hint = option.hint && h('span', { id: generatedId(), class: 'check-hint' }, option.hint);
    const input = h('input', {
      type: 'radio',
      class: 'radio',
      name,
      value: option.value,
      checked: option.value === value,
      // The hint describes the choice; it is no part of its name.
      'aria-labelledby': words.id,
      'aria-describedby': hint?.id,
      onchange: () => {
        chosen = option.value;
        onChange?.(option.value);
      },
    });
    return h('label', { class: 'check-row' }, input, h('span', {}, words, hint));
  };
  const node = h(
    'fieldset',
    { class: inline ? 'fieldset fieldset-inline' : 'fieldset' },
    h('legend', { class: 'field-label' }, label),
    h('div', { class: 'fieldset-rows' }, options.map(row)),
  );
  return { node, value: () => chosen };
}

/** Checks every field, moves the focus to the first that does not fit, and says whether all do. */
export function validateAll(fields) {
  const wrong = fields.filter((field) => !field.validate());
  wrong[0]?.input.focus();
  return wrong.length === 0;
}

export function notice(kind, ...content) {
  return h(
    'div',
    { class: `notice notice-${kind}` },
    icon(kind === 'info' ? 'info' : 'alert'),
    h('div', { class: 'notice-body' }, content),
  );
}

/** A titled card with its own form and its own Save button. */
export function formCard({ title, intro, fields, body, saveLabel = t('general.save'), onSave, extraActions = [] }) {
  const titleId = generatedId();
  const form = h(
    'form',
    { class: 'card-form', noValidate: true },
    h('div', { class: 'card-body' }, body),
    h(
      'div',
      { class: 'card-actions' },
      extraActions,
      h('button', { type: 'submit', class: 'button button-primary' }, saveLabel),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (validateAll(fields)) onSave();
  });
  return h(
    'section',
    { class: 'card', 'aria-labelledby': titleId },
    h(
      'header',
      { class: 'card-header' },
      h('h2', { id: titleId, class: 'card-title' }, title),
      intro && h('p', { class: 'card-intro' }, intro),
    ),
    form,
  );
}
