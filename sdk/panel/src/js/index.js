// The help panel as an ES module: `begin(host)` draws the launcher and listens; the WebAssembly beside it is fetched when help
// is first opened or needed. One way round: something happens → `handle` → effects → view → drawn.
//
// `host` is the loader: `call` (the core, a promise of text), `start`, `on`, `given` (the options of `init`), `scope`, `source`,
// `signs` (a promise of the shards of signs for the page). `sign` is the event that help was fetched for, where it was.

import load, { Door, unpack } from 'lotse-glue';
import { write } from '../../../loader/src/write.js';
import { attempt, doc, page } from '../../../dom/src/js/natives.js';
import { askCase, deliver, meToo } from './desk.js';
import { clockOf, gather } from './facts.js';
import { linked, unlink } from './link.js';
import { Shelf } from './shelf.js';
import { Frame } from './frame.js';
import { watchSigns } from './signs.js';
import { waitForSign } from './waiting.js';
import { act } from './act.js';
import { ask as askCore, delay, has } from './ask.js';
import { namesIn } from './names.js';
import { sketch } from './sketch.js';

const { JSON, Promise, URL, Uint8Array, setTimeout, clearTimeout } = page;
const { parse } = JSON;
const wall = page.Date.now;
const HEX = '0123456789abcdef';

/** 64 hex digits, for two keys. */
const chance = () => {
  const bytes = page.crypto.getRandomValues(new Uint8Array(32));
  let text = '';
  for (let at = 0; at < 32; at += 1) text += HEX[bytes[at] >> 4] + HEX[bytes[at] & 15];
  return text;
};

/** The response that carries the module. */
const moduleOf = async (url) => {
  const response = await page.fetch(url, { __proto__: null, credentials: 'same-origin', method: 'GET', mode: 'cors' });
  if (!response.ok) throw new Error(`${response.status}`);
  return response;
};

/** Begins. Answers with what the loader passes on. */
export function begin(host) {
  const { given } = host;
  const shelf = new Shelf(host.scope, given.storage === 'memory');
  let door;
  let opening;
  let isDead = false;
  let isOver = false;
  let manifest;
  let user = given.user ?? null;
  /** Whom help has begun for, and what has to come before anything that guides do is heard. */
  let forWhom = null;
  let known = Promise.resolve();
  let alarm;
  let alarmAt = 0;
  let signs;
  let waiting;
  let hasFailed = false;
  const offs = [];
  const desk = given.desk && new URL(given.desk, doc.baseURI).href;

  const frame = new Frame(given, {
    send: (event) => ready().then(() => handle(event)),
    open: () => open(''),
  });

  /** Fetches and starts what help needs: the accepted manifest from the core, the module, what the device has kept. */
  function ready() {
    waiting?.end();
    opening ??= (async () => {
      frame.isComing(true);
      // Both are under way at once.
      const coming = moduleOf(new URL('./lotse-panel.wasm', import.meta.url).href);
      coming.catch(() => {});
      const bundle = await accepted();
      manifest = parse(bundle);
      await load(await unpack(await coming));
      frame.dress(manifest.theme, manifest);
      const kept = await keptNow();
      door = new Door();
      frame.isComing(false);
      handle({ ...surroundings(), kind: 'begin', kept, help: manifest.help, project: manifest.project,
        environment: manifest.environment, release: manifest.release, has_desk: Boolean(desk), user: person(), facts: facts(), languages: languages() });
    })();
    // What could not be had now may be had later.
    opening.catch((error) => {
      opening = undefined;
      hasFailed = true;
      frame.isComing(false);
      host.tell('diagnostic', { __proto__: null, code: 'L521', detail: `panel: ${error}` });
    });
    return opening;
  }

  /** The manifest that the core has accepted. It has to be fetched and verified first. */
  async function accepted() {
    for (let round = 0; round < 30; round += 1) {
      if (round) await delay(Math.min(40 * round, 500));
      const text = await host.call('bundle', {}, true);
      if (text) return text;
      if (text === undefined && round > 20) break;
    }
    throw new Error('no bundle');
  }

  const languages = () => {
    const list = [given.language, user?.language, doc.documentElement.lang];
    const own = page.navigator.languages ?? [];
    for (let at = 0; at < own.length; at += 1) list[list.length] = own[at];
    const all = [];
    for (let at = 0; at < list.length; at += 1) if (list[at] && !has(all, list[at])) all[all.length] = list[at];
    all[all.length] = manifest.default_language;
    return all;
  };

  const person = () => {
    const from = user?.attributes ?? {};
    const known = (name) => (typeof from[name] === 'string' ? from[name] : undefined);
    return user && { id: user.id, token: user.token, name: known('name'), mail: known('mail') ?? known('email'), phone: known('phone'), place: known('place') };
  };

  const facts = () => attempt(() => (typeof given.facts === 'function' ? given.facts() : given.facts)) ?? {};

  /** The page without query and fragment; nothing else of it leaves. */
  const surroundings = () => {
    const { origin, pathname, search, hash } = page.location;
    return {
      address: pathname + search + hash, signs: manifest.signs ?? [],
      page: { address: origin + pathname, browser: gather.browser()?.label, platform: gather.platform() },
    };
  };

  /** One event in, and the text of the chunk that it is about. A trap ends the panel for good: it is removed, and never entered again. */
  function handle(event, text) {
    if (isDead || isOver || !door) return;
    let answer;
    try {
      if (text) door.bring(event.name, text);
      answer = parse(door.handle(write({ ...event, now_ms: wall(), chance: chance() })));
    } catch (error) {
      isDead = true;
      frame.remove();
      host.tell('diagnostic', { code: 'L524', detail: `panel: ${error}` });
      return;
    }
    const { effects, view } = answer;
    frame.draw(view);
    shelf.flag(view.count > 0);
    for (let at = 0; at < effects.length; at += 1) attempt(() => perform(effects[at]));
  }

  const perform = (effect) => {
    const run = doing[effect.kind];
    if (run) run(effect);
  };

  const doing = {
    __proto__: null,
    fetch: ({ name }) => { chunk(name).then((text) => handle({ kind: 'chunk', name }, text), () => handle({ kind: 'chunk', name })); },
    keep: ({ slot, value }) => { shelf.keep(forWhom?.id, slot, value).then((ok) => handle({ kind: 'stored', slot, ok })); },
    clock: ({ zone }) => { setTimeout(() => handle({ kind: 'clock', zone, ...clockOf(zone, wall()) }), 0); },
    start: ({ guide }) => { host.start(guide).then((ok) => handle({ kind: 'started', guide, ok })); },
    gather: (wanted) => { gather(wanted, given, host, ask, facts()).then((found) => handle({ ...found, kind: 'facts' })); },
    ask: ({ purpose, conditions }) => { ask(conditions).then((verdicts) => handle({ kind: 'asked', purpose, verdicts })); },
    act: ({ action }) => act(action, host),
    copy: ({ text }) => { frame.copy(text).then((ok) => handle({ kind: 'copied', ok })); },
    send: ({ id, body }) => { deliver(desk, id, body).then((found) => handle({ kind: 'delivered', id, ...found })); },
    ask_case: ({ id, key }) => { askCase(desk, id, key).then((report) => handle({ kind: 'report', id, report })); },
    sketch: ({ guide }) => { named(guide).then((names) => handle({ kind: 'sketched', wireframe: sketch(names) })); },
    me_too: ({ notice, key }) => { meToo(desk, notice, key).then((ok) => handle({ kind: 'me_too_done', notice, ok })); },
    wake: ({ after_ms: after }) => {
      // The soonest moment counts; what is not due then sets the alarm anew.
      if (alarm && alarmAt <= wall() + after) return;
      clearTimeout(alarm);
      alarmAt = wall() + after;
      alarm = setTimeout(() => { alarm = undefined; handle({ kind: 'woke' }); }, after);
    },
    watch: ({ texts, conditions }) => {
      signs?.end();
      signs = watchSigns(texts, conditions.length > 0, (text) => handle({ kind: 'sign', what: 'text', text }), () => {
        ask(conditions).then((verdicts) => handle({ kind: 'asked', purpose: 'signs', verdicts }));
      });
    },
  };

  const ask = (conditions) => askCore(host, conditions);

  /** What a guide calls the controls that it points at; nothing when that cannot be had. */
  async function named(guide) {
    try {
      const { pathname, search, hash } = page.location;
      return await namesIn(manifest.index, pathname + search + hash, guide, chunk);
    } catch {
      return [];
    }
  }

  /** A chunk: out of the single file, or from beside the manifest; only when it is what its name says. */
  async function chunk(name) {
    const own = await host.call('part', { name });
    const text = own || (await gather.text(new URL(`chunks/${name}.json`, host.source).href));
    const { subtle } = page.crypto;
    if (subtle) {
      const digest = new Uint8Array(await subtle.digest('SHA-256', new page.TextEncoder().encode(text)));
      let found = '';
      for (let at = 0; at < digest.length; at += 1) found += HEX[digest[at] >> 4] + HEX[digest[at] & 15];
      if (name.length < 32 || !found.startsWith(name)) throw new Error('digest');
    }
    return text;
  }

  function open(target, text) {
    if (target && target.startsWith('guide:')) return host.start(target.slice(6));
    frame.opens();
    return ready().then(() => { handle({ kind: 'open', target: target || undefined, text }); return !isDead; }, () => {
      frame.away(() => open(target, text));
      return false;
    });
  }

  const on = (target, type, act) => {
    const listener = (event) => { attempt(() => act(event)); };
    target.addEventListener(type, listener, { __proto__: null, capture: true });
    offs[offs.length] = () => target.removeEventListener(type, listener, { __proto__: null, capture: true });
  };

  /** Goes on with what the device keeps for whoever it is now; help that was being fetched may have begun for somebody else. */
  async function becomeKnown() {
    if (forWhom === user) return;
    const kept = await keptNow();
    handle({ kind: 'identified', user: person(), kept });
  }

  /** What the device keeps for whoever it is now; until that is there, what is to be kept is somebody else's. */
  async function keptNow() {
    for (;;) {
      const who = user;
      const kept = await shelf.all(who?.id);
      if (who === user) {
        forWhom = who;
        return kept;
      }
    }
  }

  /** What guides do, once help is there and knows who it is for: a guide may end while the page's last one is still being taken up. */
  function hear(event) {
    if (opening) opening.then(() => known).then(() => handle(event), () => {});
  }

  offs[offs.length] = host.on('event', ({ event }) => {
    const { kind, guide, outcome, step } = event;
    if (kind === 'step_shown') hear({ kind, guide, step });
    if (kind === 'guide_ended') hear({ kind: 'guide_ended', guide, outcome });
    if (kind === 'guide_abandoned' && event.why !== 'replaced') hear({ kind: 'guide_ended', guide, outcome: 'stopped' });
  });
  on(page, 'online', () => handle({ kind: 'woke' }));
  if (given.help?.key) on(doc, 'keydown', (event) => frame.hears(event, given.help.key) && open(''));
  const changed = () => {
    if (door) handle({ kind: 'page', ...surroundings() });
    else if (hasFailed && !opening) waiting = waitForSign(host, meet);
    else waiting?.again();
    followLink();
  };
  on(page, 'hashchange', changed);
  on(page, 'popstate', changed);

  function followLink() {
    const target = linked();
    if (!target) return;
    unlink();
    open(target);
  }

  /** A sign, or what may be one while nobody knows. */
  function hearsSign(sign) {
    if (opening) opening.then(() => handle(sign), () => {});
    // Of a single file, and of what did not come, nobody knows but help itself.
    else if (given.bundle || hasFailed) meet(sign);
    else waiting?.hears(sign);
  }

  const meet = (sign) => { ready().then(() => handle(sign), () => {}); };
  if (host.sign) meet(host.sign);
  else if (shelf.isFlagged()) ready().catch(() => {});
  else waiting = waitForSign(host, meet);
  followLink();

  return {
    __proto__: null,
    open: (options) => open(options?.problem ? `problem:${options.problem}` : options?.checklist ? `checklist:${options.checklist}` : options?.guide ? `guide:${options.guide}` : '', options?.search),
    close: () => handle({ kind: 'close' }),
    report: (failure) => hearsSign({ kind: 'sign', what: 'failed_request', url: `${failure.url}`, status: failure.status }),
    hostEvent: (name) => hearsSign({ kind: 'sign', what: 'host_event', name }),
    facts: () => { if (door) handle({ kind: 'told', facts: facts() }); },
    pageChanged: changed,
    identify: (next) => {
      user = next;
      if (opening) known = known.then(() => opening).then(becomeKnown).catch(() => {});
    },
    destroy: () => {
      isOver = true;
      clearTimeout(alarm);
      signs?.end();
      waiting?.end();
      frame.remove();
      for (let at = 0; at < offs.length; at += 1) offs[at]();
    },
  };
}
