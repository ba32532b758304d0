// The loader: all that a page without help to offer ever fetches, besides a manifest.
//
// It decides "surely nothing here" from the manifest's literal address prefixes, queues calls until the WebAssembly core
// is there, and hands everything else over. It never throws into the host page, patches nothing and keeps no state of
// its own. Absent on purpose: signatures, guides, conditions (the core's business), polling.

import { version as packageVersion } from '../package.json';
import { watchAddress } from './address.js';
import { KINDS, ear, without } from './ear.js';
import { mayMatch, shardsFor } from './prefix.js';
import { readScriptTag } from './script-tag.js';

/* Natives as they are when we load; the host may patch them afterwards. */
const { fetch: nativeFetch, Promise: NativePromise, WebAssembly: wasm, URL: NativeURL, Response: NativeResponse, encodeURIComponent: escaped } = globalThis;
const { parse } = JSON;
const { freeze, create: createObject, assign } = Object;
const { queueMicrotask: schedule, setTimeout: later } = globalThis;
const abortAfter = globalThis.AbortSignal?.timeout;

/* Whether the browser holds a card at its target by itself; asked now, as the page may have another `CSS` later. */
const anchors = (() => { try { return globalThis.CSS.supports('anchor-name: --a'); } catch { return false; } })();

const VERSION = packageVersion;
const CORE_JS = __LOTSE_CORE_JS__;
const CORE_WASM = __LOTSE_CORE_WASM__;
const REST_WASM = __LOTSE_REST_WASM__;
const REST_JS = __LOTSE_REST_JS__;
const PANEL_JS = __LOTSE_PANEL_JS__;
const SIGNS_JS = __LOTSE_SIGNS_JS__;
const CORE_WASM_INTEGRITY = __LOTSE_CORE_WASM_INTEGRITY__;
const REST_WASM_INTEGRITY = __LOTSE_REST_WASM_INTEGRITY__;
const REST_JS_INTEGRITY = __LOTSE_REST_JS_INTEGRITY__;
const BLOCKED_FLAG = 'lotse:blocked';

const MAX_EARLY = 8;
/** Calls of an instance that are kept for the case that its core has to be begun anew. */
const MAX_KEPT = 50;
/** How long after a page has come its published signs begin to be watched for. */
const SIGNS_AFTER_MS = 3000;
/** How long after the core has begun its rest is fetched where no card has asked for that. */
const REST_AFTER_MS = 3000;
/** How long that may take, while cards do not answer. */
const REST_WITHIN_MS = 8000;

/** Codes of the diagnostics that the loader itself can give. Words for them are in docs/diagnostics. */
const CODES = freeze({ unreachable: 'L500', coreMissing: 'L521', coreForbidden: 'L520', dead: 'L524' });

/* Options for natives have no prototype, so that a polluted Object.prototype adds nothing to them. */
const bare = (members) => assign(createObject(null), members);

/* Where the page has replaced JSON.parse, a response reads with the browser's own. */
const readJson = (text, read) => {
  let value;
  try { value = parse(text); } catch { return new NativeResponse(text).json().then(read, nothing); }
  return read(value);
};

/** One compiled core for all instances of a page. */
let core;
/* Whether it has all of its code; to begin with it has what a first card needs. */
let isWhole = false;
/* A core that has died is not begun again: the same file under another name is another module. */
let again = '';
/* While the rest is on its way: what ends with that. */
let held;

function loadCore(base) {
  core ??= (async () => {
    if (!wasm || recall(BLOCKED_FLAG)) throw forbidden();
    const first = fetchChecked(base, CORE_WASM, CORE_WASM_INTEGRITY);
    const rest = isWhole && fetchRest(base);
    const glue = await import(new NativeURL(CORE_JS + again, base).href);
    await glue.boot(await first).catch((error) => {
      if (!(error instanceof wasm.CompileError)) throw error;
      remember(BLOCKED_FLAG);
      throw forbidden();
    });
    if (rest) await glue.complete(() => rest);
    return glue;
  })();
  return core;
}

function fetchChecked(base, name, integrity, signal) {
  const coming = nativeFetch(new NativeURL(name, base).href, bare({
    integrity, signal, credentials: 'same-origin', mode: 'cors', method: 'GET', priority: 'high',
  })).then((response) => {
    if (!response.ok) throw bare({ code: CODES.coreMissing, detail: `${response.status}` });
    return response;
  });
  // Several are under way; one after the other is awaited without an array that the page may have taught to iterate otherwise.
  coming.catch(nothing);
  return coming;
}

/* The JavaScript is only seen to be right, and then taken by the core out of the browser's cache. */
function fetchRest(base, signal) {
  const code = fetchChecked(base, REST_JS, REST_JS_INTEGRITY, signal);
  const both = fetchChecked(base, REST_WASM, REST_WASM_INTEGRITY, signal).then((rest) => code.then(() => rest));
  both.catch(nothing);
  return both;
}

/** Fetches the rest of the core, once; when that does not come, the next card asks again. A card is not held for longer. */
function complete(base, tell) {
  if (isWhole || !core) return NativePromise.resolve();
  const ask = () => fetchRest(base, abortAfter?.(REST_WITHIN_MS));
  const missed = (error) => {
    tell('diagnostic', bare({ code: CODES.coreMissing, detail: `lotse-rest ${error?.detail ?? error}` }));
  };
  held ??= core.then((glue) => glue.complete(ask, () => { isWhole = true; }))
    .then(nothing, missed).then(() => { held = undefined; });
  return held;
}

const forbidden = () => bare({ code: CODES.coreForbidden, detail: 'wasm-unsafe-eval' });

/* Session storage can be forbidden altogether; then every page load makes its own attempt. */
function recall(flag) {
  try { return sessionStorage.getItem(flag); } catch { return null; }
}

function remember(flag) {
  try { sessionStorage.setItem(flag, '1'); } catch { /* see above */ }
}

/** Begins an instance. See lotse.d.ts for the options and what the result can do. */
export function init(options) {
  const given = assign(createObject(null), options);
  const listeners = { event: [], diagnostic: [] };
  const callbacks = createObject(null);
  const base = given.base ?? import.meta.url;
  const source = new NativeURL(given.bundle ?? given.manifest, document.baseURI).href;
  const scope = given.project ?? source;
  /* Calls in order: those that wait for the core, and, as long as that may have to be begun again, those that it had. */
  let calls = [];
  let instance = null;
  let booting = null;
  /* The core that this instance lives in. */
  let own;
  let isOver = false;
  let starts = [];
  let unwatch = () => {};
  let panel;
  /* Diagnostics from before anybody could listen: a script tag gives its instance away when that is under way already. */
  let early = [];

  function tell(type, record) {
    const list = listeners[type];
    if (!list.length && type === 'diagnostic' && early.length < MAX_EARLY) early[early.length] = record;
    for (let at = 0; at < list.length; at += 1) {
      try { list[at](record); } catch (error) { reportLater(error); }
    }
  }

  /** Answers those who wait for a guide to begin; every guide when none is named. */
  function settle(guide, hasBegun) {
    const rest = [];
    for (let at = 0; at < starts.length; at += 1) {
      if (guide === undefined || starts[at].guide === guide) starts[at].resolve(hasBegun);
      else rest[rest.length] = starts[at];
    }
    starts = rest;
  }

  function heard(type, record) {
    // What comes next wants more than the first part has: an offer, or a first card with more than words.
    if (type === 'rest') return complete(base, tell);
    if (type === 'event') {
      const { kind, guide } = record.event;
      if (kind === 'guide_started') settle(guide, true);
      if (kind === 'guide_unavailable') settle(guide, false);
      // Something is to be seen, and may be pressed.
      if (kind === 'step_shown') complete(base, tell);
    }
    return tell(type, record);
  }

  /**
   * Begins anew where the core has died for want of the code that had not been fetched: with all of it, and with all calls. Says
   * whether that is so. A core that is whole and dies has a fault.
   */
  function beginAgain() {
    if (own === core) {
      if (isWhole) return false;
      isWhole = true;
      again = '#again';
      core = undefined;
    }
    if (!isOver) {
      booting = null;
      boot();
    }
    return true;
  }

  function fail(error) {
    unwatch();
    settle(undefined, false);
    const lost = calls;
    calls = [];
    for (let at = 0; at < lost.length; at += 1) lost[at](true);
    // What did not come in the middle of a guide is asked for again by the next call.
    if (again && own === core) {
      core = undefined;
      booting = null;
    }
    const code = error?.code ?? CODES.coreMissing;
    tell('diagnostic', { code, detail: String(error?.detail ?? error) });
    return null;
  }

  const hooks = bare({
    ear,
    kinds: KINDS,
    tell: (type, text) => { readJson(text, (record) => heard(type, record)); },
    host: (name) => {
      const callback = callbacks[name];
      if (!callback) return false;
      schedule(callback);
      return true;
    },
    usage: given.usage,
    // Responses that are under way before the core asks for them, by address.
    early: createObject(null),
    dead: (detail) => {
      instance = null;
      if (beginAgain()) return;
      isOver = true;
      settle(undefined, false);
      tell('diagnostic', { code: CODES.dead, detail });
    },
  });

  const documents = fetchDocuments();

  async function fetchDocuments() {
    const signature = given.bundle ? null : get(`${source}.sig`, () => given.keys !== undefined);
    return { main: await get(source, () => true), signature };
  }

  /** Bytes of a document, or null; only what is wanted is fetched. */
  async function get(url, isWanted) {
    if (!isWanted()) return null;
    try {
      const response = await ask(url);
      return response.ok ? await response.arrayBuffer() : null;
    } catch {
      return null;
    }
  }

  /** While the core is on its way, so is what it will ask for first. Nothing that a manifest says leads out of `chunks`. */
  async function fetchShards() {
    const { main } = await documents;
    const shards = main ? shardsFor(await textOf(main), addressNow()) : [];
    for (let at = 0; at < shards.length; at += 1) {
      const url = new NativeURL(`chunks/${escaped(shards[at])}.json`, source).href;
      hooks.early[url] = ask(url);
      hooks.early[url].catch(nothing);
    }
  }

  function boot() {
    // What goes on is seldom at a first card, and the parts are those of browsers that hold a card at its target by themselves.
    isWhole ||= !core && (hasOpenSession(scope) || given.anchoring === false || !anchors);
    booting ??= (async () => {
      try {
        if (!given.bundle) fetchShards();
        const glue = await (own = loadCore(base));
        const found = await documents;
        if (isOver) return null;
        unwatch();
        // Nothing is created while calls are put off: their answers would be lost.
        while (held) await held;
        if (isOver) return null;
        instance = glue.create(configuration(), found.main, await found.signature, hooks);
        for (let at = 0; at < calls.length; at += 1) calls[at]();
        if (!isWhole) later(() => isOver || complete(base, tell), REST_AFTER_MS);
        return instance ?? (isOver ? null : booting);
      } catch (error) {
        return error?.code === CODES.dead && beginAgain() ? booting : fail(error);
      }
    })();
    return booting;
  }

  function configuration() {
    return {
      scope, source, version: VERSION, project: given.project, environment: given.environment, keys: given.keys ?? [],
      require_signature: given.requireSignature === true, language: given.language, is_single_file: Boolean(given.bundle),
      runs_triggers: given.triggers !== false, stores: given.storage !== 'memory', anchors: given.anchoring !== false,
      sends_records: given.usage !== undefined, is_partial: !isWhole,
    };
  }

  async function consider() {
    if (instance || booting || isOver) return;
    const { main } = await documents;
    if (hasOpenSession(scope)) return boot();
    if (!main) return hasLastGood(scope) ? boot() : fail({ code: CODES.unreachable, detail: source });
    return mayMatch(await textOf(main), addressNow()) ? boot() : null;
  }

  /** Passes a call on, now or when the core is there. */
  function pass(name, payload, isReason) {
    if (isOver) return NativePromise.resolve(undefined);
    return new NativePromise((resolve) => {
      const call = (isLost) => {
        const said = isLost ? undefined : instance?.call(name, payload);
        if (instance || isOver || isLost) resolve(said);
      };
      const there = instance;
      if (there && isWhole) calls = [];
      else if (!there || calls.length < MAX_KEPT) calls[calls.length] = call;
      if (there && held) held.then(() => { if (instance === there || isOver) call(); });
      else if (there) call();
      else if (isReason) boot().then((made) => made ?? resolve(undefined));
    });
  }

  /** The help panel, fetched when it is first wanted, or what waits for a sign in its place; nothing where that cannot be had. */
  function help(file = PANEL_JS) {
    panel ??= import(new NativeURL(file, base).href).then((module) => module.begin(bare({
      call: pass, start: lotse.start, on: lotse.on, tell, given, scope, source, callHost: hooks.host, signs,
    })));
    return panel.catch((error) => { panel = tell('diagnostic', bare({ code: CODES.coreMissing, detail: `${error}` })); });
  }

  /* What the panel has to know when it is there. */
  const tellPanel = (name, value) => { if (panel) help().then((open) => open?.[name](value)); };

  /** Names of the shards of signs that are published for this page. */
  async function signs() {
    const { main } = await documents;
    return main && !given.bundle ? shardsFor(await textOf(main), addressNow(), 'signs') : [];
  }

  /** Help by itself: a launcher, a key, a link, signs that are published for this page, or something begun on another one. */
  async function considerHelp() {
    if (panel || isOver) return;
    const isSigned = (await signs())[0];
    if (isOver) return;
    if (given.help || addressNow().includes('lotse=') || readFlag(`lotse:${scope}:help`)) help();
    // Nobody waits for signs to be watched: the page and a first card come before.
    else if (isSigned) later(() => isOver || help(SIGNS_JS), SIGNS_AFTER_MS);
  }

  if (given.user !== undefined) pass('identify', given.user);
  if (given.bundle) boot();
  else {
    unwatch = watchAddress(() => { consider(); });
    consider();
  }
  const unwatchHelp = watchAddress(() => (panel ? tellPanel('pageChanged') : considerHelp()));

  const lotse = freeze({
    version: VERSION,
    identify: (user) => { given.user = user; tellPanel('identify', user); return pass('identify', user).then(nothing); },
    openHelp: (options) => help().then((opened) => opened?.open(options) ?? false),
    closeHelp: () => NativePromise.resolve(panel && help().then((opened) => opened?.close())).then(nothing),
    facts: (values) => { given.facts = values; tellPanel('facts', values); return NativePromise.resolve(); },
    report: (failure) => signs().then((found) => !isOver && (panel || found[0]) && help(SIGNS_JS).then((opened) => opened?.report(failure))).then(nothing),
    pageChanged: (url) => { consider(); tellPanel('pageChanged'); return pass('page_changed', { url: url ?? location.href }).then(nothing); },
    start: (guide) => new NativePromise((resolve) => {
      starts[starts.length] = { guide, resolve };
      pass('start', { guide }, true).then((shown) => {
        if (shown === guide) settle(guide, true);
        if (shown === undefined) settle(guide, false);
      });
    }),
    stop: () => pass('stop').then(nothing),
    next: () => pass('next').then(nothing),
    back: () => pass('back').then(nothing),
    hostEvent: (name) => { tellPanel('hostEvent', name); return pass('host_event', { name }).then(nothing); },
    register: (name, callback) => { callbacks[name] = callback; },
    explain: (guide) => pass('explain', { guide }, true).then((text) => (text ? readJson(text, same) : unavailable(guide))),
    on: (type, listener) => {
      listeners[type] = without(listeners[type], listener);
      listeners[type][listeners[type].length] = listener;
      if (type === 'diagnostic') {
        const missed = early;
        early = [];
        for (let at = 0; at < missed.length; at += 1) schedule(() => tell(type, missed[at]));
      }
      return () => { listeners[type] = without(listeners[type], listener); };
    },
    destroy: () => {
      isOver = true;
      unwatch();
      unwatchHelp();
      tellPanel('destroy');
      settle(undefined, false);
      calls = [];
      const ended = instance;
      instance = null;
      const end = () => { ended?.destroy(); };
      // How to end is in the rest, and a card that is there has asked for that.
      return ended && !isWhole ? complete(base, nothing).then(end) : NativePromise.resolve(end());
    },
  });
  // After what the page itself has to do.
  documents.then(() => schedule(considerHelp));
  return lotse;
}

const nothing = () => {};
const ask = (url) => nativeFetch(url, bare({ credentials: 'same-origin', method: 'GET', mode: 'cors' }));
const textOf = (bytes) => new NativeResponse(bytes).text();
const addressNow = () => location.pathname + location.search + location.hash;
const same = (value) => value;

const unavailable = (guide) => ({ guide, is_offered: false, reason: recall(BLOCKED_FLAG) ? CODES.coreForbidden : CODES.coreMissing });

/* A listener of the host has thrown: its error belongs to its own console, not to our stack. */
const reportLater = (error) => schedule(() => { throw error; });

const hasOpenSession = (scope) => readFlag(`lotse:${scope}:open`);
const hasLastGood = (scope) => readFlag(`lotse:${scope}:floor`);

function readFlag(key) {
  try { return localStorage.getItem(key) !== null; } catch { return false; }
}

export { mayMatch };

readScriptTag(init);
