// Native modal dialogs: title, body, buttons; removed from the page once closed.

import { generatedId, h } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';

/** Asks before anything is lost; resolves to true when the person agrees. */
export function confirmDialog({ title, text, confirmLabel }) {
  return new Promise((resolve) => {
    let agreed = false;
    const { dialog, close } = openDialog({
      title,
      size: 'small',
      body: h('p', { class: 'dialog-text' }, text),
      actions: [
        h('button', { type: 'button', class: 'button', onclick: () => close() }, t('general.cancel')),
        h(
          'button',
          {
            type: 'button',
            class: 'button button-danger',
            onclick: () => {
              agreed = true;
              close();
            },
          },
          confirmLabel,
        ),
      ],
    });
    dialog.addEventListener('close', () => resolve(agreed));
  });
}

/** Shows a modal dialog at once. Returns the element and a function that closes it. */
export function openDialog({ title, body, actions = [], size = 'medium', onSubmit, data = {} }) {
  const titleId = generatedId();
  const close = () => dialog.close();
  const form = h(
    'form',
    { class: 'dialog-form', method: 'dialog', noValidate: true },
    h(
      'header',
      { class: 'dialog-header' },
      h('h2', { id: titleId, class: 'dialog-title' }, title),
      h(
        'button',
        { type: 'button', class: 'button button-icon', 'aria-label': t('general.close'), onclick: close },
        icon('close'),
      ),
    ),
    h('div', { class: 'dialog-body' }, body),
    actions.length > 0 && h('footer', { class: 'dialog-footer' }, actions),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    onSubmit?.();
  });
  const dialog = h('dialog', { class: `dialog dialog-${size}`, 'aria-labelledby': titleId, data }, form);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  // The first field, not the button that closes.
  dialog
    .querySelector('.dialog-body :is(input, select, textarea, button, kontor-printer-picker), .dialog-footer button')
    ?.focus();
  return { dialog, close };
}
