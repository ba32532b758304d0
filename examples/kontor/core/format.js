// Dates, times, money and numbers the way the person has set them up.

import { language, locale } from './i18n.js';
import { read } from './store.js';

const cache = new Map();

function cached(kind, key, make) {
  const id = `${kind}|${key}`;
  if (!cache.has(id)) cache.set(id, make());
  return cache.get(id);
}

/** `cents` is an integer; the result carries the euro sign. */
export function money(cents, code = language()) {
  const format = cached(
    'money',
    code,
    () => new Intl.NumberFormat(locale(code), { style: 'currency', currency: 'EUR' }),
  );
  return format.format(cents / 100);
}

export function number(value) {
  return cached('number', language(), () => new Intl.NumberFormat(locale())).format(value);
}

export function percent(fraction) {
  return cached('percent', language(), () => new Intl.NumberFormat(locale(), { style: 'percent' })).format(fraction);
}

/** A calendar day such as "2026-11-20", without a time zone. */
export function day(isoDay, code = language()) {
  if (read('region').dateFormat === 'iso') return isoDay;
  const format = cached(
    'day',
    code,
    () => new Intl.DateTimeFormat(locale(code), { day: '2-digit', month: 'short', year: 'numeric', timeZone: 'UTC' }),
  );
  return format.format(new Date(`${isoDay}T00:00:00Z`));
}

export function longDay(isoDay, code = language()) {
  const format = cached(
    'long',
    code,
    () => new Intl.DateTimeFormat(locale(code), { dateStyle: 'long', timeZone: 'UTC' }),
  );
  return format.format(new Date(`${isoDay}T00:00:00Z`));
}

/** An instant in milliseconds, shown in the working time zone: {day, time}. */
export function instant(ms, timeZone = read('region').timeZone) {
  const parts = cached(
    'parts',
    timeZone,
    () => new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone }),
  );
  const [isoDay, time] = parts.format(new Date(ms)).split(' ');
  return { isoDay, day: day(isoDay), time };
}

/** "UTC+01:00" for a zone at an instant. */
export function offsetLabel(timeZone, ms) {
  const format = cached(
    'offset',
    timeZone,
    () => new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'longOffset' }),
  );
  const name = format.formatToParts(new Date(ms)).find((part) => part.type === 'timeZoneName').value;
  return name === 'GMT' ? 'UTC+00:00' : name.replace('GMT', 'UTC');
}
