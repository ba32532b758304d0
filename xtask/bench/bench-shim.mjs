// Our public API as the side-by-side benchmark calls it: steps in, a guide in single-file form out.

import { init } from './lotse/lotse.js';

export const meta = { popover: 'lotse-stage >>> .card' };

const encoder = new TextEncoder();
const paragraph = (text) => [{ kind: 'paragraph', of: [{ kind: 'text', text }] }];
const SIDES = { left: 'start', right: 'end' };
/** The two steps that are compiled ahead as `bundle.json`. */
const AHEAD = ['[data-tour="t3"]', '[data-tour="t5"]'];

let ahead;
let running;

const open = (bundle) => init({ bundle, storage: 'memory', triggers: false });

/** Fetches core and bundle, and begins an instance; a bundle of another kind than ours is not for us. */
export async function load({ bundleUrl } = {}) {
  const bundle = bundleUrl ?? new URL('bundle.json', import.meta.url).href;
  ahead = { lotse: open(bundle), key: AHEAD.join(), guide: 'welcome' };
}

/** Begins at the first step. */
export async function start(steps) {
  const key = steps.map((step) => step.target).join();
  if (key !== running?.key) {
    if (running && running !== ahead) await running.lotse.destroy();
    running = key === ahead?.key ? ahead : await prepare(key, steps);
  }
  return running.lotse.start(running.guide);
}

export const next = () => running.lotse.next();
export const prev = () => running.lotse.back();
export const stop = () => running.lotse.stop();
export const popover = () => part('.card');

export function highlight() {
  const hole = part('.hole');
  if (!hole) return null;
  const { x, y, width, height } = hole.getBoundingClientRect();
  return { x, y, width, height };
}

function part(selector) {
  const found = document.querySelector('lotse-stage')?.shadowRoot?.querySelector(selector);
  return found?.matches(':popover-open') ? found : null;
}

async function prepare(key, steps) {
  const url = URL.createObjectURL(new Blob([await bundleOf(steps)], { type: 'application/json' }));
  return { lotse: open(url), key, guide: 'steps' };
}

/** What `lotse compile` writes for a guide with these steps. */
async function bundleOf(steps) {
  const texts = { title: paragraph('Steps') };
  const made = steps.map((step, at) => {
    const id = `s${at}`;
    texts[`${id}.title`] = paragraph(step.title);
    texts[`${id}.body`] = paragraph(step.text);
    return {
      kind: 'instruct', id, title: `${id}.title`, body: `${id}.body`,
      target: { evidence: [{ kind: 'css', selector: step.target }] },
      placement: { side: SIDES[step.side] ?? step.side ?? 'auto' },
      completion: [{ kind: 'next' }], next: at + 1 < steps.length ? `s${at + 1}` : 'end',
    };
  });
  made.push({ kind: 'end', id: 'end', outcome: 'solved' });
  const chunks = {};
  const put = async (document) => {
    const text = JSON.stringify(document);
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
    const name = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('');
    chunks[name] = text;
    return name;
  };
  const chunk = await put({ guide: { id: 'steps', title: 'title', start: 's0', steps: made } });
  const english = await put({ language: 'en', texts });
  const shard = await put({ guides: [{ id: 'steps', chunk, texts: { en: english } }] });
  const now = Math.floor(Date.now() / 1000);
  const manifest = JSON.stringify({
    schema: 0, project: 'bench', environment: 'bench', release: now, issued_s: now, expires_s: now + 86400,
    min_sdk: 1000, default_language: 'en', index: [{ prefix: '', shard }],
  });
  return JSON.stringify({ schema: 0, manifest, chunks });
}
