// Light, dark or as the system says; comfortable or compact rows.

import { read, write } from './store.js';

export const THEMES = ['system', 'light', 'dark'];

export function applyAppearance() {
  const theme = read('theme');
  const root = document.documentElement;
  if (theme === 'system') delete root.dataset.theme;
  else root.dataset.theme = theme;
  root.dataset.density = read('density');
}

export function setTheme(theme) {
  write('theme', theme);
  applyAppearance();
}

export function setDensity(density) {
  write('density', density);
  applyAppearance();
}

export function isDark() {
  const theme = read('theme');
  return theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
}

/** Height of a row in the orders table; grows with the person's font size. */
export function rowHeightPx() {
  const rootSize = parseFloat(getComputedStyle(document.documentElement).fontSize);
  if (matchMedia('(max-width: 45rem)').matches) return Math.round(rootSize * 4.25);
  return Math.round(rootSize * (read('density') === 'compact' ? 2.25 : 2.75));
}
