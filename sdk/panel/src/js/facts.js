// Facts for automatic checks: what the browser says by itself, what the host app offers, and what answers. Nothing asks the user.

import { attempt, doc, page } from '../../../dom/src/js/natives.js';

const { navigator, fetch, AbortController, setTimeout, clearTimeout, URL, Intl, Date } = page;
const PATIENCE_MS = 6_000;
const WEEK_S = 604_800;

/** Name and main version of the browser. */
gather.browser = () => {
  const brands = navigator.userAgentData?.brands ?? [];
  for (let at = 0; at < brands.length; at += 1) {
    const name = { __proto__: null, 'Google Chrome': 'chrome', Chromium: 'chrome', 'Microsoft Edge': 'edge' }[brands[at].brand];
    if (name && (name === 'edge' || at === brands.length - 1 || brands[at].brand === 'Google Chrome')) return named(name, brands[at].version);
  }
  const found = /(Edg|Firefox|Chrome|Version)\/(\d+)/.exec(navigator.userAgent);
  const names = { __proto__: null, Edg: 'edge', Firefox: 'firefox', Chrome: 'chrome', Version: 'safari' };
  return found ? named(names[found[1]], found[2]) : undefined;
};
const named = (name, version) => ({ name, version: Number(version), label: `${name[0].toUpperCase()}${name.slice(1)} ${version}` });

gather.platform = () => {
  const text = `${navigator.userAgentData?.platform ?? navigator.platform ?? ''} ${navigator.userAgent}`;
  return (/Windows|Android|iPhone|iPad|Mac|CrOS|Linux/i.exec(text) ?? [''])[0].replace(/^mac.*/i, 'macOS').replace(/^(iphone|ipad)$/i, 'iOS') || undefined;
};

async function reach(url, options) {
  const limit = new AbortController();
  const timer = setTimeout(() => limit.abort(), PATIENCE_MS);
  try {
    return await fetch(url, { __proto__: null, signal: limit.signal, ...options });
  } finally {
    clearTimeout(timer);
  }
}

/** The text of a document. */
gather.text = async (url) => {
  const response = await reach(url, { credentials: 'same-origin', mode: 'cors' });
  if (!response.ok) throw response;
  return response.text();
};

/* Browsers ask the user before a public page may reach into a private network: that is never tried. */
const PRIVATE = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|0\.|\[|[^.]+$|.*\.(local|internal|lan|intranet|corp|home))/i;
const isAllowed = (url) => attempt(() => {
  const { hostname, protocol } = new URL(url, doc.baseURI);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  return isWeb && (hostname === page.location.hostname || !PRIVATE.test(hostname) || PRIVATE.test(page.location.hostname));
});

async function answered(url) {
  const begun = Date.now();
  try {
    await reach(new URL(url, doc.baseURI).href, { mode: 'no-cors', credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer' });
    return Date.now() - begun;
  } catch {
    return null;
  }
}

/** How far the device's clock is before the server's: the exposed `Date` less `Age`. */
async function skew(source) {
  try {
    const { headers } = await reach(source, { method: 'HEAD', cache: 'no-store', credentials: 'same-origin' });
    const said = Date.parse(headers.get('date') ?? '');
    return said ? Math.round((Date.now() - said) / 1000 - Number(headers.get('age') ?? 0)) : undefined;
  } catch {
    return undefined;
  }
}

/** Everything that is wanted, as one event. */
export async function gather(wanted, given, host, ask, facts) {
  const pending = {};
  const addresses = given.addresses ?? {};
  for (let at = 0; at < wanted.addresses.length; at += 1) {
    const name = wanted.addresses[at];
    if (typeof addresses[name] === 'string' && isAllowed(addresses[name])) pending[name] = answered(addresses[name]);
  }
  const conditions = wanted.conditions.length ? ask(wanted.conditions) : [];
  const skewed = wanted.clock ? skew(host.source) : undefined;
  const found = {};
  for (const name in pending) found[name] = await pending[name];
  const texts = {};
  for (const name in facts) texts[name] = `${facts[name]}`;
  const browser = gather.browser();
  return {
    conditions: await conditions, answered: found, skew_s: await skewed, host: texts,
    browser: browser && { name: browser.name, version: browser.version },
    cookies_blocked: navigator.cookieEnabled === false,
    storage_blocked: !attempt(() => { localStorage.setItem('lotse:probe', '1'); localStorage.removeItem('lotse:probe'); return true; }),
    notifications_blocked: attempt(() => page.Notification.permission !== 'granted'),
    offline: navigator.onLine === false,
    own: {
      time_zone: attempt(() => new Intl.DateTimeFormat().resolvedOptions().timeZone), language: navigator.language,
      page_language: doc.documentElement.lang || undefined,
    },
  };
}

/** How far a zone's clocks are from UTC now, and every change within a year and a bit. The device's own when no zone is named. */
export function clockOf(zone, nowMs) {
  const options = { __proto__: null, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' };
  if (zone) options.timeZone = zone;
  const format = attempt(() => new Intl.DateTimeFormat('en-US', options));
  if (!format) return { offset_min: 0, shifts: [] };
  const offset = (atS) => {
    // Taken by index: the iterator of arrays may be the page's.
    const said = /(\d+)\/(\d+)\/(\d+)\D+(\d+):(\d+)/.exec(format.format(atS * 1000));
    return Math.round((Date.UTC(said[3], said[1] - 1, said[2], said[4], said[5]) / 1000 - Math.floor(atS / 60) * 60) / 60);
  };
  let atS = Math.floor(nowMs / 1000);
  const first = offset(atS);
  const shifts = [];
  let known = first;
  for (let week = 0; week < 58; week += 1, atS += WEEK_S) {
    const next = offset(atS + WEEK_S);
    if (next === known) continue;
    let before = atS;
    let after = atS + WEEK_S;
    while (after - before > 60) {
      const middle = Math.floor((before + after) / 120) * 60;
      if (offset(middle) === known) before = middle;
      else after = middle;
    }
    shifts[shifts.length] = { at_s: Math.floor(after / 60) * 60, offset_min: next };
    known = next;
  }
  return { offset_min: first, shifts };
}
