// One button among thousands of elements: searched for the first time, drawn anew by the page, and changed where it stands.

import { init } from '/lotse/lotse.js';

const { bench } = window;
const TARGET = '[data-action="archive"]';
const OTHER = '[data-action="restore"]';
/** Whatever is done after something is seen belongs to it, too. */
const AFTERMATH_MS = 250;
const [guide, count] = location.search.slice(1).split('&');
bench.fill(document.querySelector('#fill'), Number(count));
const lotse = init({ bundle: '/bench-guides/find/bundle.json', storage: 'memory', triggers: false });
const target = () => document.querySelector(TARGET);

/** Loads everything and shows something that has no target, so that what comes then is the search alone. */
bench.ready = async () => {
  await lotse.start('ready');
  await bench.sleep(1500);
  await lotse.stop();
  await bench.sleep(500);
};

/** The guide's only step, from its start. */
bench.first = async () => {
  lotse.start(guide);
  const painted = await bench.shown('Found it', TARGET);
  await bench.sleep(AFTERMATH_MS);
  return { painted };
};

/** The page draws the target anew, this often, and lays itself out at once, so that its own layout is not counted as ours. */
bench.anew = async (times) => {
  for (let at = 0; at < times; at += 1) {
    const before = target();
    before.replaceWith(before.cloneNode(true));
    document.body.getBoundingClientRect();
    await bench.sleep(AFTERMATH_MS);
    if (!bench.isShown('Found it', TARGET)) return { lost: at };
  }
  return { lost: null };
};

/** Something about the target and beside it changes, this often; it stays what it is. */
bench.touched = async (times) => {
  for (let at = 0; at < times; at += 1) {
    target().dataset.visits = at;
    document.querySelector('#around p').firstChild.data = `Document ${at}`;
    await bench.sleep(AFTERMATH_MS);
    if (!bench.isShown('Found it', TARGET)) return { lost: at };
  }
  return { lost: null };
};

/** To the other step and back, this often. */
bench.steps = async (times) => {
  for (let at = 0; at < times; at += 1) {
    await lotse.next();
    if ((await bench.shown('Found that', OTHER)) === null) return { lost: at };
    await lotse.back();
    if ((await bench.shown('Found it', TARGET)) === null) return { lost: at };
    await bench.sleep(AFTERMATH_MS);
  }
  return { lost: null };
};

bench.isReady = true;
