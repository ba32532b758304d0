// The shell's ports to the browser: network, signatures, storage, clock. Each does one thing and answers through one door.
//
// Natives are captured once, when this module loads; the host may patch them afterwards. Options have no prototype, and
// arrays are walked by index, because hosts pollute `Object.prototype` and break array iterators.

const { apply } = Reflect;
/** A method as a function that takes `this` first. By `Reflect.apply`, because `call` and `bind` are what pages replace. */
const uncurry = (method) => (self, a, b, c, d, e) => apply(method, self, [a, b, c, d, e]);
/** A method together with its owner, as it is now. */
export const bound = (owner, name) => {
  const method = owner[name];
  return (a, b, c, d, e) => apply(method, owner, [a, b, c, d, e]);
};
const { create, assign, getOwnPropertyDescriptor } = Object;
export const bare = (members) => assign(create(null), members);
const getter = (prototype, name) => uncurry(getOwnPropertyDescriptor(prototype, name).get);

export const nativeFetch = bound(globalThis, 'fetch');
const setTimer = bound(globalThis, 'setTimeout');
const clearTimer = bound(globalThis, 'clearTimeout');
const now = bound(performance, 'now');
const { now: wallNow } = Date;
const timezoneOffset = uncurry(Date.prototype.getTimezoneOffset);
const subtle = globalThis.crypto?.subtle;
const digestOf = subtle && bound(subtle, 'digest');
const importKey = subtle && bound(subtle, 'importKey');
const verifySignature = subtle && bound(subtle, 'verify');
const fillRandom = bound(globalThis.crypto, 'getRandomValues');
const encode = uncurry(TextEncoder.prototype.encode);
const decode = uncurry(TextDecoder.prototype.decode);
const encoder = new TextEncoder();
const strictDecoder = new TextDecoder('utf-8', bare({ fatal: true, ignoreBOM: true }));
const getReader = uncurry(ReadableStream.prototype.getReader);
const readPart = uncurry(ReadableStreamDefaultReader.prototype.read);
const cancel = uncurry(ReadableStreamDefaultReader.prototype.cancel);
const header = uncurry(Headers.prototype.get);
const headersOf = getter(Response.prototype, 'headers');
const bodyOf = getter(Response.prototype, 'body');
const isOk = getter(Response.prototype, 'ok');
// A form may be called like a member of the document.
const visibility = getter(Document.prototype, 'visibilityState');
export const isShown = () => visibility(document) === 'visible';
const setBytes = uncurry(Uint8Array.prototype.set);
const charCode = uncurry(String.prototype.charCodeAt);
const split = uncurry(String.prototype.split);
const startsWith = uncurry(String.prototype.startsWith);
const fromBase64 = bound(globalThis, 'atob');
const listen = uncurry(EventTarget.prototype.addEventListener);
const unlisten = uncurry(EventTarget.prototype.removeEventListener);

/** Instances by number. The only way from the browser into the core is `enter`. */
export const instances = create(null);
let isDead = false;
let isInside = false;
/* What has happened while the rest of the core was on its way, in order. */
let waiting;

/** Makes an instance reachable and returns what the loader may do with it. `hooks`: `tell`, `host`, `dead`, `early`, `usage`. */
export function adopt(id, instance, hooks) {
  instances[id] = { instance, hooks, off: [], timers: create(null) };
  later(() => enter(id, 'begin'));
  return bare({
    call: (name, text) => enter(id, 'call', name, text),
    destroy: () => {
      enter(id, 'end');
      release(id);
    },
  });
}

/** Ends an instance: no port answers it any more. */
function release(id) {
  const entry = instances[id];
  if (!entry) return;
  delete instances[id];
  for (let at = 0; at < entry.off.length; at += 1) entry.off[at]();
  for (const timer in entry.timers) clearTimer(entry.timers[timer]);
  if (!isDead) entry.instance.free();
}

/**
 * Calls into the core behind the fence. A trap leaves its memory in an unknown state, for every instance of the page: all
 * of them end, and none is entered again.
 */
function enter(id, method, first, second, third) {
  const entry = instances[id];
  if (!entry || isDead) return undefined;
  if (waiting) {
    waiting[waiting.length] = () => enter(id, method, first, second, third);
    return undefined;
  }
  // What we do in the page can make it answer before we are done; nothing is entered twice.
  if (isInside) return later(() => enter(id, method, first, second, third));
  isInside = true;
  try {
    return entry.instance[method](first, second, third);
  } catch (error) {
    bury(error);
    return undefined;
  } finally {
    isInside = false;
  }
}

/**
 * Enters nothing until the rest of the core is here, so that no step is taken that has its code there. `arrived` is called before
 * what has been waiting is done.
 */
export async function hold(coming, arrived) {
  const calls = [];
  waiting = calls;
  try {
    await coming;
    arrived?.();
    waiting = undefined;
    for (const id in instances) answer(id, COMPLETED, 0);
  } finally {
    waiting = undefined;
    for (let at = 0; at < calls.length; at += 1) calls[at]();
  }
}

/** The door for everything that happens in the page: the instance that listens for a number recognises it. Whether it is put off. */
export const door = () => (token, event) => {
  for (const id in instances) enter(id, 'wake', token, event);
  return waiting !== undefined;
};

/* The code of the diagnostic that a trap ends in. */
const TRAPPED = 'L524';

let removeTraces = () => {};

/** What to remove from the page when the core has died; given by whoever draws. */
export function onDeath(remove) {
  removeTraces = remove;
}

/**
 * Begins an instance behind the same fence. What the core says in words is no trap: it knows what it does.
 */
export function fenced(begin) {
  if (isDead) throw bare({ code: TRAPPED, detail: '' });
  try {
    return begin();
  } catch (error) {
    if (typeof error === 'string') throw error;
    bury(error);
    throw bare({ code: TRAPPED, detail: `${error}` });
  }
}

function bury(error) {
  isDead = true;
  const detail = `${error}`;
  try { removeTraces(); } catch { /* nothing more can be done */ }
  for (const id in instances) {
    const { hooks } = instances[id];
    release(id);
    try { hooks.dead(detail); } catch { /* the host's listener; its own matter */ }
  }
}

/* Kinds of answers; the same list is in ports.rs. */
export const FETCHED = 0;
const DIGESTED = 1;
const VERIFIED = 2;
export const RECALLED = 3;
const TIMER = 4;
const STORED = 5;
const VISIBLE = 6;
export const SENT = 7;
const COMPLETED = 8;

export const answer = (id, kind, ticket, text) => enter(id, 'answer', kind, ticket, text);

/* ---- network ---- */

/** Fetches a document of at most `limit` bytes, inflated at most `ratio` times. Answers with its text, or `!` and a code. */
export function fetchText(id, ticket, url, limit, ratio) {
  load(asked(instances[id]?.hooks.early, url), limit, ratio).then(
    (text) => answer(id, FETCHED, ticket, `=${text}`),
    (error) => answer(id, FETCHED, ticket, error === TOO_LARGE ? '!large' : '!away'),
  );
}

const TOO_LARGE = create(null);

/** The response to a request that the loader has made ahead, once; otherwise to a new one. */
function asked(early, url) {
  const response = early?.[url];
  if (response) delete early[url];
  return response ?? nativeFetch(url, bare({ credentials: 'same-origin', method: 'GET', mode: 'cors' }));
}

async function load(request, limit, ratio) {
  const response = await request;
  if (!isOk(response)) throw response;
  const sent = Number(header(headersOf(response), 'content-length'));
  const most = sent > 0 ? Math.min(limit, Math.max(sent * ratio, 4096)) : limit;
  const reader = getReader(bodyOf(response), bare({}));
  const parts = [];
  let size = 0;
  for (;;) {
    const { done, value } = await readPart(reader);
    if (done) break;
    size += value.length;
    if (size > most) {
      cancel(reader);
      throw TOO_LARGE;
    }
    parts[parts.length] = value;
  }
  return decode(strictDecoder, joined(parts, size));
}

function joined(parts, size) {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (let at = 0; at < parts.length; at += 1) {
    setBytes(bytes, parts[at], offset);
    offset += parts[at].length;
  }
  return bytes;
}

/** The text of bytes that the loader has fetched; null when they are not UTF-8 or too many. */
export function textOf(bytes, limit) {
  if (!bytes || bytes.byteLength > limit) return null;
  try { return decode(strictDecoder, bytes); } catch { return null; }
}

/* ---- signatures ---- */

/** Answers with the SHA-256 of a text in hex, or with nothing where there is no WebCrypto. */
export function digest(id, ticket, text) {
  if (!digestOf) return later(() => answer(id, DIGESTED, ticket, undefined));
  digestOf('SHA-256', encode(encoder, text)).then(
    (hash) => answer(id, DIGESTED, ticket, hex(new Uint8Array(hash))),
    () => answer(id, DIGESTED, ticket, undefined),
  );
}

function hex(bytes) {
  const digits = '0123456789abcdef';
  let text = '';
  for (let at = 0; at < bytes.length; at += 1) text += digits[bytes[at] >> 4] + digits[bytes[at] & 15];
  return text;
}

/** Answers `valid`, `invalid`, or nothing where there is no WebCrypto. `keys`: SPKI in base64, separated by blanks. */
export function verify(id, text, signature, keys) {
  if (!verifySignature) return later(() => answer(id, VERIFIED, 0, undefined));
  fits(text, signature, split(keys, ' ')).then(
    (isValid) => answer(id, VERIFIED, 0, isValid ? 'valid' : 'invalid'),
    () => answer(id, VERIFIED, 0, 'invalid'),
  );
}

async function fits(text, signature, keys) {
  const algorithm = bare({ name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' });
  // The browser reads lists by their iterator; that of arrays may be the page's.
  const usages = bare({
    [Symbol.iterator]: () => {
      let isDone = false;
      return bare({ next: () => bare({ value: 'verify', done: isDone || !(isDone = true) }) });
    },
  });
  const bytes = encode(encoder, text);
  const raw = unbase64(signature);
  for (let at = 0; at < keys.length; at += 1) {
    const key = await importKey('spki', unbase64(keys[at]), algorithm, false, usages);
    if (await verifySignature(algorithm, key, raw, bytes)) return true;
  }
  return false;
}

function unbase64(text) {
  const binary = fromBase64(text);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = charCode(binary, at);
  return bytes;
}

/* ---- small storage ---- */

/** The value of a key; undefined when there is none, or storage is forbidden. */
export function recall(key) {
  try { return localStorage.getItem(key) ?? undefined; } catch { return undefined; }
}

/** Keeps a value; whether that worked. */
export function remember(key, value) {
  try { localStorage.setItem(key, value); return true; } catch { return false; }
}

/** Answers when another tab changes a key that begins with `prefix`, and when this tab is shown or hidden. */
export function watchTabs(id, prefix) {
  on(id, globalThis, 'storage', (event) => {
    const { key } = event;
    if (key !== null && startsWith(key, prefix)) answer(id, STORED, 0, key);
  });
  const seen = () => answer(id, VISIBLE, isShown() ? 1 : 0, undefined);
  on(id, document, 'visibilitychange', seen);
  // The window's own focus only: that of every element passes here too.
  on(id, globalThis, 'focus', ({ target }) => target === globalThis && seen());
  on(id, globalThis, 'pageshow', seen);
}

function on(id, target, type, handler) {
  const { off } = instances[id];
  listen(target, type, handler, bare({ passive: true, capture: true }));
  off[off.length] = () => unlisten(target, type, handler, bare({ capture: true }));
}

/* What is to be kept before the code for that is there (`later/device.js`), in order: store, key, text. */
const unkept = [];
let keeper;

/** Takes who keeps things on the device, and gives it what has been waiting. */
export function keepBy(keep) {
  keeper = keep;
  for (let at = 0; at < unkept.length; at += 1) keep(unkept[at][0], unkept[at][1], unkept[at][2]);
  unkept.length = 0;
}

/** Keeps something on the device, in `manifests` or in `chunks`, sooner or later. */
export function keep(store, key, text) {
  if (keeper) keeper(store, key, text);
  else unkept[unkept.length] = [store, key, text];
}

/* ---- clock and chance ---- */

/** Milliseconds since the page began. */
export const monotonic = () => now();

/** Milliseconds since 1970 by the user's clock. */
export const wall = () => wallNow();

/** Minutes to add to UTC for local time. */
export const utcOffset = () => -timezoneOffset(new Date());

/** 53 random bits. */
export function chance() {
  const words = new Uint32Array(2);
  fillRandom(words);
  return (words[0] & 0x1fffff) * 4294967296 + words[1];
}

/** Wakes an instance after some milliseconds. */
export function setAlarm(id, timer, delay) {
  const entry = instances[id];
  if (!entry) return;
  clearAlarm(id, timer);
  entry.timers[timer] = setTimer(() => {
    delete entry.timers[timer];
    answer(id, TIMER, timer, undefined);
  }, Math.min(delay, 2147483647));
}

/** Forgets an alarm. */
export function clearAlarm(id, timer) {
  const entry = instances[id];
  if (!entry || !(timer in entry.timers)) return;
  clearTimer(entry.timers[timer]);
  delete entry.timers[timer];
}

export function later(work) {
  setTimer(work, 0);
}

/* ---- the page ---- */

/** Facts about page and browser: address, page language, browser languages, platform; separated by line feeds. */
export function surroundings() {
  const languages = navigator.languages ?? [navigator.language];
  let list = '';
  for (let at = 0; at < languages.length; at += 1) list += `${at ? ' ' : ''}${languages[at]}`;
  const platform = navigator.userAgentData?.platform ?? navigator.platform ?? '';
  const lines = `${location.href}\n${document.documentElement.lang}\n${list}\n${platform} ${navigator.userAgent}\n`;
  return lines + (isShown() ? '1' : '');
}

/** Tells the loader's listeners. `type` is `event` or `diagnostic`, `text` is JSON. */
export function tell(id, type, text) {
  later(() => instances[id]?.hooks.tell(type, text));
}
