// Language of the app, language of documents, time zone, how dates are written.

import { h } from '../../core/dom.js';
import { icon } from '../../core/icons.js';
import { formCard, radioField, selectField } from '../../core/field.js';
import { language, LANGUAGES, setLanguage, t } from '../../core/i18n.js';
import { day, instant, offsetLabel } from '../../core/format.js';
import { announceSaved, read, update } from '../../core/store.js';
import { toast } from '../../core/toast.js';
import { cityName, TIME_ZONES } from '../../books/time-zones.js';
import { allOrders, TODAY, TODAY_MS } from '../../books/orders.js';

function zoneOption(zone) {
  return { value: zone, label: `${cityName(zone, language())} (${offsetLabel(zone, TODAY_MS)})` };
}

function zoneOptions(chosen, device) {
  const groups = Object.entries(TIME_ZONES).map(([part, zones]) => ({
    group: t(`region.${part}`),
    options: zones.map(zoneOption),
  }));
  const known = Object.values(TIME_ZONES).flat();
  const strange = [...new Set([chosen, device])].filter((zone) => !known.includes(zone));
  if (strange.length > 0) groups.unshift({ group: t('region.device'), options: strange.map(zoneOption) });
  return groups;
}

function languageCard() {
  const app = selectField({
    label: t('region.app'),
    value: language(),
    options: LANGUAGES.map(({ code, name }) => ({ value: code, label: name })),
  });
  const documents = selectField({
    label: t('region.documents'),
    hint: t('region.documentsHint'),
    value: read('region').documentLanguage,
    options: ['de', 'en'].map((code) => ({ value: code, label: t(`languages.${code}`) })),
  });
  return formCard({
    title: t('region.languages'),
    fields: [app, documents],
    body: h('div', { class: 'form-grid' }, app.node, documents.node),
    onSave: () => {
      update('region', { documentLanguage: documents.input.value });
      setLanguage(app.input.value);
      announceSaved('language');
      toast(t('region.languagesSaved'));
    },
  });
}

function timeCard() {
  const { timeZone, dateFormat } = read('region');
  const device = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const example = h('p', { class: 'example' });
  const sample = allOrders()[0];
  const showExample = (zone) => {
    const at = instant(sample.placedMs, zone);
    example.textContent = t('region.example', { number: sample.number, day: at.day, time: at.time });
  };
  const zone = selectField({
    label: t('region.zone'),
    hint: t('region.zoneHint', { zone: cityName(device, language()) }),
    value: timeZone,
    options: zoneOptions(timeZone, device),
    onchange: () => showExample(zone.input.value),
  });
  const useDevice = h(
    'button',
    {
      type: 'button',
      class: 'button',
      onclick: () => {
        zone.input.value = device;
        showExample(device);
        zone.input.focus();
      },
    },
    t('region.useDevice'),
  );
  const format = radioField({
    label: t('region.dates'),
    value: dateFormat,
    inline: true,
    options: [
      { value: 'words', label: t('region.words') },
      { value: 'iso', label: t('region.iso') },
    ],
  });
  showExample(timeZone);
  return formCard({
    title: t('region.time'),
    fields: [zone],
    extraActions: [useDevice],
    body: h(
      'div',
      { class: 'form-stack' },
      zone.node,
      h('div', { class: 'example-box' }, icon('info'), example),
      format.node,
    ),
    onSave: () => {
      update('region', { timeZone: zone.input.value, dateFormat: format.value() });
      announceSaved('region');
      showExample(zone.input.value);
      toast(t('region.timeSaved', { zone: cityName(zone.input.value, language()), day: day(TODAY) }));
    },
  });
}

export function mountRegion() {
  return { node: [languageCard(), timeCard()] };
}
