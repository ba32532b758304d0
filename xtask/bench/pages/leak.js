// Starts and stops a guide again and again; or does the same waiting without one.

const { bench } = window;
const isOurs = location.search.includes('ours');
bench.fill(document.querySelector('#fill'), 1000);

let lotse;
if (isOurs) {
  const { init } = await import('/lotse/lotse.js');
  lotse = init({ bundle: '/bench-guides/walk/bundle.json', storage: 'memory', triggers: false });
}

/** How many of these rounds did not show the card, or did not take it away. */
bench.rounds = async (count) => {
  let missed = 0;
  for (let at = 0; at < count; at += 1) {
    if (isOurs) {
      lotse.start('welcome');
      if ((await bench.shown('First step', '[data-tour="t3"]')) === null) missed += 1;
      await lotse.stop();
      await bench.frames(2);
      if (bench.part('.card')) missed += 1;
    } else await bench.frames(4);
  }
  return missed;
};

bench.count = () => ({ elements: document.querySelectorAll('*').length, wasm: bench.wasmBytes(), live: { ...bench.live } });

bench.isReady = true;
