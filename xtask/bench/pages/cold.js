// Finds the first card from outside, whoever shows it.

(() => {
  const channel = new MessageChannel();
  let resume = () => {};
  channel.port1.onmessage = () => resume();
  const afterFrame = () => new Promise((resolve) => requestAnimationFrame(() => {
    resume = resolve;
    channel.port2.postMessage(0);
  }));
  const cards = [
    () => document.querySelector('.driver-popover'),
    () => {
      const card = document.querySelector('lotse-stage')?.shadowRoot?.querySelector('.card');
      return card?.matches(':popover-open') ? card : null;
    },
  ];
  const isSeen = (card) => {
    if (!card?.textContent.includes('First step')) return false;
    const own = card.getBoundingClientRect();
    const target = document.querySelector('[data-tour="t3"]').getBoundingClientRect();
    const gap = Math.hypot(
      Math.max(0, own.left - target.right, target.left - own.right), Math.max(0, own.top - target.bottom, target.top - own.bottom),
    );
    return own.width > 40 && gap <= 90 && Number(getComputedStyle(card).opacity) >= 0.1;
  };
  window.cold = (async () => {
    while (performance.now() < 30_000) {
      await afterFrame();
      if (cards.some((card) => isSeen(card()))) {
        const painted = performance.now();
        // A core that met code of its second part too early is begun anew, from the file once more.
        const cores = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/lotse-core.wasm')).length;
        return { painted, begun: performance.getEntriesByName('begun')[0].startTime, cores };
      }
    }
    return { painted: null };
  })();
})();
