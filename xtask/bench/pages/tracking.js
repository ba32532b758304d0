// Moves the target in every way it can move and looks, after every frame, how far card and ring are off.

import { init } from '/lotse/lotse.js';

const { bench } = window;
const anchoring = !location.search.includes('anchoring=off');
const lotse = init({ bundle: '/bench-guides/walk/bundle.json', storage: 'memory', triggers: false, anchoring });
const target = document.querySelector('[data-tour="t3"]');
const scroller = document.querySelector('#scroller');
const mover = document.querySelector('#mover');
const above = document.querySelector('#above');
const TEXT = 'First step';

const MOVES = {
  nested: (at) => { scroller.scrollTop = 150 + 90 * Math.sin(at / 9); },
  window: (at) => { scrollTo(0, 150 + 90 * Math.sin(at / 9)); },
  wheel: () => {},
  shift: (at) => { if (at % 12 === 6) above.style.height = `${(at * 7) % 60}px`; },
  animation: (at) => { if (at === 1) mover.classList.add('go'); },
};
const FRAMES = { nested: 90, window: 90, wheel: 1500, shift: 96, animation: 110 };

/* What a page that has just come still brings (the rest of the core, one more look at what is not certain) belongs to no scroll. */
const COMING_MS = 5000;
let hasCome = false;

/** Everything at rest at the same place, with a card freshly shown. */
bench.rest = async () => {
  if (!hasCome) {
    hasCome = true;
    await bench.rest();
    await bench.sleep(COMING_MS);
  }
  await lotse.stop();
  mover.classList.remove('go');
  above.style.height = '';
  scrollTo(0, 150);
  scroller.scrollTop = 150;
  await bench.frames(3);
  lotse.start('welcome');
  const shown = await bench.shown(TEXT, '[data-tour="t3"]');
  await bench.sleep(700);
  await bench.frames(3);
  return shown !== null;
};

const corners = () => [target, bench.part('.hole'), bench.part('.card')].map((node) => node && bench.box(node));
const off = (box, rest, from, to) => Math.max(...box.map((edge, at) => Math.abs(edge - rest[at] - (to[at] - from[at]))));

/**
 * Calls of ours. A scroll by script is over at once and says so: every frame has one end of a scroll, which under a real wheel comes
 * once, behind the movement. So it counts there only.
 */
const called = (kind) => bench.calls - (kind === 'wheel' ? 0 : (bench.kinds.scrollend ?? 0));

/**
 * Follows one kind of movement. `wrong`: frames in which ring or card are more than 1 px off; `late`: frames in which they
 * are also off from where the target was a frame before; `ours`: frames in which code of ours ran before the movement ended.
 */
bench.track = async (kind) => {
  const [from, ring, card] = corners();
  if (!ring || !card) return { failed: 'no card' };
  const result = { moved: 0, wrong: 0, late: 0, worst: 0, ours: 0, gone: 0, kinds: {} };
  let before = from;
  bench.kinds = {};
  bench.isTurned = false;
  bench.calls = 0;
  for (let at = 0; at < FRAMES[kind]; at += 1) {
    const calls = called(kind);
    MOVES[kind](at);
    await bench.afterFrame();
    const [to, ringNow, cardNow] = corners();
    const hasMoved = to.some((edge, side) => Math.abs(edge - before[side]) > 0.5);
    if (hasMoved) result.moved += 1;
    if (hasMoved && called(kind) > calls) result.ours += 1;
    if (!ringNow || !cardNow) result.gone += 1;
    else {
      const errors = (place) => Math.max(off(ringNow, ring, from, place), off(cardNow, card, from, place));
      const now = errors(to);
      if (now > 1) result.wrong += 1;
      if (now > 1 && errors(before) > 1) result.late += 1;
      result.worst = Math.max(result.worst, now);
    }
    before = to;
    if (kind === 'wheel' && bench.isTurned) break;
  }
  result.kinds = { ...bench.kinds };
  result.native = bench.part('.hole')?.classList.contains('native') ?? false;
  return result;
};

/** Where the wheel is turned: whole pixels, over the target. */
bench.pointAt = () => {
  const [left, top, right, bottom] = bench.box(target);
  return { x: Math.round((left + right) / 2), y: Math.round((top + bottom) / 2) };
};

bench.isReady = true;
