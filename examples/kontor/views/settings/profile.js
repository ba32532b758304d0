// Personal details, out of office, delivery address, signature: four cards, each with its own Save button.

import { h } from '../../core/dom.js';
import { formCard, selectField, switchField, textField } from '../../core/field.js';
import { t } from '../../core/i18n.js';
import { day } from '../../core/format.js';
import { announceSaved, read, update, write } from '../../core/store.js';
import { toast } from '../../core/toast.js';
import { TODAY } from '../../books/orders.js';

const COLLEAGUES = ['Tarek Öztürk', 'Birgit Lohmann', 'Henning Frahm', 'Alicja Nowak'];
const COUNTRIES = ['DE', 'AT', 'CH', 'NL', 'FR'];
const POSTCODES = { DE: '[0-9]{5}', AT: '[0-9]{4}', CH: '[0-9]{4}', NL: '[0-9]{4} ?[A-Za-z]{2}', FR: '[0-9]{5}' };

function personCard() {
  const profile = read('profile');
  const name = textField({
    label: t('profile.name'),
    value: profile.name,
    required: true,
    autocomplete: 'name',
    maxlength: '80',
  });
  const email = textField({
    label: t('profile.email'),
    type: 'email',
    value: profile.email,
    required: true,
    autocomplete: 'email',
  });
  const phone = textField({
    label: t('profile.phone'),
    type: 'tel',
    value: profile.phone,
    autocomplete: 'tel',
    pattern: '[+0-9 \\(\\)\\/\\-]{5,}',
    message: t('profile.phonePattern'),
  });
  return formCard({
    title: t('profile.person'),
    fields: [name, email, phone],
    body: h('div', { class: 'form-grid' }, name.node, email.node, phone.node),
    onSave: () => {
      update('profile', {
        name: name.input.value.trim(),
        email: email.input.value.trim(),
        phone: phone.input.value.trim(),
      });
      announceSaved('profile');
      toast(t('profile.personSaved'));
    },
  });
}

function saveAbsence(absence) {
  write('outOfOffice', absence);
  announceSaved('outOfOffice');
  const { enabled, from, until } = absence;
  toast(enabled ? t('absence.savedOn', { from: day(from), until: day(until) }) : t('absence.savedOff'));
}

function absenceCard() {
  const absence = read('outOfOffice');
  const from = textField({
    label: t('absence.from'),
    type: 'date',
    min: TODAY,
    required: true,
    value: absence.from,
    message: t('absence.past'),
  });
  const until = textField({
    label: t('absence.until'),
    type: 'date',
    min: absence.from || TODAY,
    required: true,
    value: absence.until,
    message: t('absence.order'),
  });
  const deputy = selectField({
    label: t('absence.deputy'),
    value: absence.deputy,
    options: [{ value: '', label: t('absence.nobody') }, ...COLLEAGUES.map((name) => ({ value: name, label: name }))],
  });
  const text = textField({
    label: t('absence.text'),
    hint: t('absence.textHint'),
    multiline: true,
    required: true,
    value: absence.text,
    maxlength: '600',
  });
  from.input.addEventListener('change', () => until.input.setAttribute('min', from.input.value || TODAY));
  const fields = [from, until, text];
  const details = h(
    'div',
    { class: 'form-stack' },
    h('div', { class: 'form-grid' }, from.node, until.node, deputy.node),
    text.node,
  );
  const showDetails = (on) => {
    details.hidden = !on;
    for (const { input } of [...fields, deputy]) input.disabled = !on;
  };
  const power = switchField({
    label: t('absence.switch'),
    hint: t('absence.switchHint'),
    on: absence.enabled,
    onChange: showDetails,
  });
  showDetails(absence.enabled);
  return formCard({
    title: t('absence.title'),
    fields,
    body: h('div', { class: 'form-stack' }, power.node, details),
    onSave: () =>
      saveAbsence({
        enabled: power.isOn(),
        from: from.input.value,
        until: until.input.value,
        deputy: deputy.input.value,
        text: text.input.value.trim(),
      }),
  });
}

function deliveryCard() {
  const delivery = read('delivery');
  const company = textField({
    label: t('delivery.company'),
    value: delivery.company,
    required: true,
    autocomplete: 'organization',
  });
  const street = textField({
    label: t('delivery.street'),
    value: delivery.street,
    required: true,
    autocomplete: 'street-address',
  });
  const postcode = textField({
    label: t('delivery.postcode'),
    value: delivery.postcode,
    required: true,
    autocomplete: 'postal-code',
    pattern: POSTCODES[delivery.country],
    message: t('delivery.postcodePattern'),
    maxlength: '8',
  });
  const city = textField({
    label: t('delivery.city'),
    value: delivery.city,
    required: true,
    autocomplete: 'address-level2',
  });
  const country = selectField({
    label: t('delivery.country'),
    value: delivery.country,
    autocomplete: 'country',
    options: COUNTRIES.map((code) => ({ value: code, label: t(`countries.${code}`) })),
    onchange: () => {
      postcode.input.pattern = POSTCODES[country.input.value];
      postcode.validate();
    },
  });
  return formCard({
    title: t('delivery.title'),
    intro: t('delivery.intro'),
    fields: [company, street, postcode, city],
    body: h('div', { class: 'form-grid' }, company.node, street.node, postcode.node, city.node, country.node),
    onSave: () => {
      write('delivery', {
        company: company.input.value.trim(),
        street: street.input.value.trim(),
        postcode: postcode.input.value.trim(),
        city: city.input.value.trim(),
        country: country.input.value,
      });
      announceSaved('delivery');
      toast(t('delivery.saved'));
    },
  });
}

function signatureCard() {
  const signature = textField({
    label: t('signature.label'),
    hint: t('signature.hint'),
    multiline: true,
    value: read('profile').signature,
    maxlength: '400',
  });
  return formCard({
    title: t('signature.title'),
    fields: [signature],
    body: signature.node,
    onSave: () => {
      update('profile', { signature: signature.input.value });
      announceSaved('signature');
      toast(t('signature.saved'));
    },
  });
}

export function mountProfile() {
  return { node: [personCard(), absenceCard(), deliveryCard(), signatureCard()] };
}
