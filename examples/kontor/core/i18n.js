// German and English, switchable while the app runs. `<html lang>` always says which one is shown.

import en from '../texts/en.js';
import enSettings from '../texts/en-settings.js';
import de from '../texts/de.js';
import deSettings from '../texts/de-settings.js';
import { read, write } from './store.js';

const CATALOGUES = { en: { ...en, ...enSettings }, de: { ...de, ...deSettings } };

export const LANGUAGES = [
  { code: 'de', name: 'Deutsch' },
  { code: 'en', name: 'English' },
];

let current = 'en';

export function language() {
  return current;
}

export function locale(code = current) {
  return code === 'de' ? 'de-DE' : 'en-GB';
}

/** Order: `?lang=`, what was chosen before, the browser, English. */
export function chooseInitialLanguage(fromUrl) {
  const stored = read('language');
  const browser = navigator.language.startsWith('de') ? 'de' : 'en';
  current = [fromUrl, stored, browser].find((code) => code in CATALOGUES) ?? 'en';
  if (fromUrl === current && stored !== current) write('language', current);
  document.documentElement.lang = current;
}

export function setLanguage(code) {
  if (code === current || !(code in CATALOGUES)) return;
  current = code;
  document.documentElement.lang = code;
  write('language', code);
}

/** `t('orders.count', {shown: 3})` fills `{shown}`; a missing key shows itself, which a test would see. */
export function t(key, values = {}, code = current) {
  const [group, name] = key.split('.');
  const text = CATALOGUES[code]?.[group]?.[name];
  if (text === undefined) return key;
  return text.replace(/\{(\w+)\}/g, (whole, slot) => (slot in values ? String(values[slot]) : whole));
}
