// A page that changes all the time, with us in it: the loader alone, or the core with a trigger that waits in vain.

import { init } from '/lotse/lotse.js';

const { bench } = window;
const isWaiting = location.search.includes('waiting');
bench.fill(document.querySelector('#fill'), 2000);
const lotse = isWaiting
  ? init({ bundle: '/bench-guides/wait/bundle.json', storage: 'memory' })
  : init({ manifest: 'elsewhere.json', storage: 'memory' });

/** Whether the core is there and knows the guide that waits, once loading has come to an end. */
bench.settled = async () => {
  const explanation = isWaiting ? await lotse.explain('never') : null;
  await bench.sleep(2000);
  return { hasCore: bench.wasmBytes() > 0, explanation };
};

/** Changes at 1,000 a second for this long. */
bench.weather = async (seconds) => {
  const stop = bench.storm(document.querySelector('#weather'), 1000);
  await bench.sleep(seconds * 1000);
  return { changes: stop() };
};

bench.isReady = true;
