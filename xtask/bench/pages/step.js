// Walks to and fro between two targets, the first and the last element of a large page.

import { init } from '/lotse/lotse.js';

const { bench } = window;
const TURNS = 20;
const STEPS = [['First step', '[data-tour="t3"]'], ['Second step', '[data-tour="t5"]']];
bench.fill(document.querySelector('#fill'), Number(location.search.slice(1)));
const lotse = init({ bundle: '/bench-guides/walk/bundle.json', storage: 'memory', triggers: false });

const long = [];
new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) long.push([startTime, duration]);
}).observe({ type: 'longtask' });

async function go(call, at) {
  await bench.frames(2);
  const begun = performance.now();
  call();
  const painted = await bench.shown(...STEPS[at]);
  // Whatever is done after the card is painted belongs to the step, too.
  await bench.sleep(400);
  const ended = performance.now();
  // Tasks shorter than 50 ms are not told.
  const within = long.filter(([start]) => start >= begun - 1 && start < ended).map(([, duration]) => duration);
  return { painted, longest: Math.max(0, ...within) };
}

/** Start, then `TURNS` steps; for each, the time until it is painted and its longest task. */
bench.walk = async () => {
  await bench.sleep(1500);
  const steps = [await go(() => lotse.start('welcome'), 0)];
  for (let turn = 0; turn < TURNS; turn += 1) {
    const isBack = turn % 2 === 1;
    steps.push(await go(() => (isBack ? lotse.back() : lotse.next()), isBack ? 0 : 1));
  }
  return { steps };
};

bench.isReady = true;
