// The way to the desk's server. What it will never take is told apart from what may be taken later.

import { attempt, page } from '../../../dom/src/js/natives.js';

const { fetch, AbortController, setTimeout, clearTimeout } = page;
/** How long an answer may take. */
const PATIENCE_MS = 15_000;

async function ask(url, options) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE_MS);
  try {
    return await fetch(url, { __proto__: null, mode: 'cors', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', signal: limit.signal, ...options });
  } finally {
    clearTimeout(timer);
  }
}

/** Hands a case over: `taken`, `refused` for ever, or `later`. */
export async function deliver(desk, id, body) {
  try {
    const headers = { __proto__: null, 'content-type': 'application/json', 'idempotency-key': id };
    const response = await ask(`${desk}/cases`, { method: 'POST', headers, body });
    if (response.ok) return { outcome: 'taken' };
    const isForEver = response.status >= 400 && response.status < 500 && response.status !== 429 && response.status !== 408;
    const seconds = Number(attempt(() => response.headers.get('retry-after')) ?? 0);
    return { outcome: isForEver ? 'refused' : 'later', after_ms: seconds > 0 ? Math.min(seconds, 86_400) * 1000 : 0 };
  } catch {
    return { outcome: 'later' };
  }
}

/** How a case stands, or null. */
export async function askCase(desk, id, key) {
  try {
    const response = await ask(`${desk}/cases/${id}`, { method: 'GET', headers: { __proto__: null, authorization: `Bearer ${key}` } });
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** One more who is affected; whether that was counted. */
export async function meToo(desk, notice, key) {
  try {
    return (await ask(`${desk}/notices/${notice}/me-too`, { method: 'POST', headers: { __proto__: null, 'idempotency-key': key } })).ok;
  } catch {
    return false;
  }
}
