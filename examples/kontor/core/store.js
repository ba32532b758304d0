// What the app remembers: one localStorage entry per area, "kontor:<area>", JSON.
// An area that was never written answers with its default, so a fresh visit stores nothing.

import { DEFAULTS, TIDY } from '../books/defaults.js';

const PREFIX = 'kontor:';
const listeners = new Map();
const memory = new Map();

function storageText(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return memory.get(key) ?? null;
  }
}

export function read(area) {
  const text = storageText(PREFIX + area);
  if (text !== null) {
    try {
      return JSON.parse(text);
    } catch {
      // A damaged entry counts as never written.
    }
  }
  return structuredClone(DEFAULTS[area] ?? null);
}

export function write(area, value) {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(PREFIX + area, text);
  } catch {
    memory.set(PREFIX + area, text);
  }
  // A copy: a listener may end its subscription and begin another, as the frame does on a change of language.
  for (const listener of [...(listeners.get(area) ?? [])]) listener(value);
}

export function update(area, change) {
  const next = { ...read(area), ...change };
  write(area, next);
  return next;
}

/** Calls back after every write to the area; returns the function that stops it. */
export function subscribe(area, listener) {
  const set = listeners.get(area) ?? new Set();
  listeners.set(area, set.add(listener));
  return () => set.delete(listener);
}

/** Back to the first day. `tidy` also mends the everyday problems that the demo starts with. */
export function reset({ tidy = false } = {}) {
  memory.clear();
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(PREFIX)) localStorage.removeItem(key);
    }
  } catch {
    // Storage is blocked: the memory was the state.
  }
  if (tidy) for (const [area, value] of Object.entries(TIDY)) write(area, value);
}

/** Tells whoever listens on the page that something was saved. */
export function announceSaved(area, detail = {}) {
  document.dispatchEvent(new CustomEvent('kontor:saved', { detail: { area, ...detail } }));
}
