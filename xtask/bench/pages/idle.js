// A page that changes all the time, with us in it: the loader alone, or the core with a trigger that waits in vain.

import { init } from '/lotse/lotse.js';

const { bench } = window;
const isWaiting = location.search.includes('waiting');
bench.fill(document.querySelector('#fill'), 2000);
if (isWaiting) init({ bundle: '/bench-guides/wait/bundle.json', storage: 'memory' });
else init({ manifest: 'elsewhere.json', storage: 'memory' });

/** Whether the core is there, once loading has come to an end. */
bench.settled = async () => {
  await bench.sleep(2000);
  return bench.wasmBytes() > 0;
};

/** Changes at 1,000 a second for this long. */
bench.weather = async (seconds) => {
  const stop = bench.storm(document.querySelector('#weather'), 1000);
  await bench.sleep(seconds * 1000);
  return { changes: stop() };
};

bench.isReady = true;
