// Waits for a published sign where help itself is not there yet: texts, states, host events and failed requests, by the shards
// that the manifest names for the page. What is met here fetches the panel, which decides: false hits allowed, false misses
// never. So nothing is verified here, pages and languages of a sign are not looked at, and letters beyond ASCII fit any.

import { attempt, page } from '../../../dom/src/js/natives.js';
import { ask, has } from './ask.js';
import { watchSigns } from './signs.js';

const { encodeURIComponent, fetch, URL } = page;
const MOST_EARLY = 16;

/** Small letters; what is folded into ASCII, and the rest as a mark that stands for anything. */
const folded = (text) => {
  let small = '';
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    small += code < 128 ? text[at] : code === 0x130 ? 'i' : code === 0x17f ? 's' : '?';
  }
  return small.toLowerCase();
};

/** Whether the pieces of a glob are in a text, one after the other. */
const fits = (glob, text) => {
  const pattern = folded(glob.trim());
  const letters = folded(text);
  let from = 0;
  let piece = '';
  for (let at = 0; at <= pattern.length; at += 1) {
    const letter = pattern[at];
    if (letter && letter !== '*' && letter !== '?') {
      piece += letter;
      continue;
    }
    const found = letters.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
    piece = '';
  }
  return true;
};

const any = (globs, text) => {
  for (const key in globs) if (typeof globs[key] === 'string' && fits(globs[key], text)) return true;
  return false;
};

const meets = ({ kind, like, name, url }, event) => {
  if (kind !== event.what) return false;
  return kind === 'text' ? any(like, event.text) : kind === 'host_event' ? name === event.name : any(url, `${event.url}`);
};

/** Waits, from now on; `meet` is told of the event that is a sign, once. */
export function waitForSign(host, meet) {
  let watch;
  let signs;
  let early = [];
  /* Which beginning counts, and the names of the shards that are waited for. */
  let turn = 0;
  let known;
  let hasAsked = false;

  const end = () => {
    turn += 1;
    watch?.end();
    watch = signs = known = undefined;
    // The core looks for what was asked last.
    if (hasAsked) host.call('asked', { conditions: [] });
    hasAsked = false;
  };
  const met = (event) => {
    end();
    early = undefined;
    meet(event);
  };
  const hears = (event) => {
    if (!early) return;
    if (!signs && early.length < MOST_EARLY) early[early.length] = event;
    for (let at = 0; signs && at < signs.length; at += 1) if (meets(signs[at], event)) met(event);
  };

  async function published(names) {
    const found = [];
    for (let at = 0; at < names.length; at += 1) {
      // Nothing that a manifest says leads out of `chunks`.
      const address = new URL(`chunks/${encodeURIComponent(names[at])}.json`, host.source).href;
      const response = await fetch(address, { __proto__: null, credentials: 'same-origin', method: 'GET', mode: 'cors' });
      const shard = (await response.json()).signs;
      for (let sign = 0; sign < shard.length; sign += 1) found[found.length] = shard[sign].sign;
    }
    return found;
  }

  async function begin() {
    if (!early || !host.signs) return;
    turn += 1;
    let mine = turn;
    const names = await host.signs();
    let all = '';
    for (let at = 0; at < names.length; at += 1) all += `${names[at]} `;
    // Another address with the same signs changes nothing.
    if (mine !== turn || all === known) return;
    end();
    mine = turn;
    const found = await published(names);
    if (mine !== turn) return;
    signs = found;
    known = all;
    let hasTexts = false;
    const conditions = [];
    for (let at = 0; at < found.length; at += 1) {
      const { kind, target, state } = found[at];
      hasTexts ||= kind === 'text';
      if (kind === 'state') conditions[conditions.length] = { kind: 'element', target, state };
    }
    const missed = early;
    early = [];
    for (let at = 0; at < missed.length; at += 1) hears(missed[at]);
    if (!signs || !(hasTexts || conditions.length)) return;
    watch = watchSigns(hasTexts, conditions.length > 0, (text) => hears({ kind: 'sign', what: 'text', text }), () => {
      hasAsked = true;
      ask(host, conditions).then((verdicts) => { if (signs === found && has(verdicts, 'true')) met({ kind: 'sign', what: 'state' }); });
    });
    // What stood there already has been heard by now.
    if (!signs) { watch.end(); watch = undefined; }
  }

  const again = () => { begin().catch(() => {}); };
  attempt(again);
  return { __proto__: null, hears, again, end: () => { end(); early = undefined; } };
}
