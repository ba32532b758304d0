// Runs before anything else on every benchmark page: what of ours is registered, what of ours is called, where things are.

(() => {
  const { performance, MessageChannel } = window;
  const bench = (window.bench = { calls: 0, kinds: {}, own: new WeakSet(), live: { listener: 0, observer: 0, timer: 0, frame: 0 }, memories: new Set() });
  const isOurs = () => /\/lotse\/lotse/.test(new Error().stack);

  /** A callback of ours, counted when it is called. */
  const counted = (kind, callback, done) =>
    function (...given) {
      done?.();
      try {
        return callback.apply(this, given);
      } finally {
        bench.calls += 1;
        bench.kinds[kind] = (bench.kinds[kind] ?? 0) + 1;
      }
    };

  /* What is wrapped weighs on the heap: where that is measured, nothing is. */
  if (!location.search.includes('bare')) {
    /* ---- listeners ---- */
    const { addEventListener: add, removeEventListener: drop } = EventTarget.prototype;
    const heard = new WeakMap();
    const keyOf = (type, options) => `${type} ${typeof options === 'object' ? !!options?.capture : !!options}`;
    EventTarget.prototype.addEventListener = function (type, callback, options) {
      if (typeof callback !== 'function' || !isOurs()) return add.call(this, type, callback, options);
      const places = heard.get(callback) ?? new Map();
      heard.set(callback, places);
      const kept = places.get(this) ?? {};
      places.set(this, kept);
      const key = keyOf(type, options);
      if (!kept[key]) {
        kept[key] = counted(type, callback);
        bench.live.listener += 1;
      }
      return add.call(this, type, kept[key], options);
    };
    EventTarget.prototype.removeEventListener = function (type, callback, options) {
      const kept = typeof callback === 'function' ? heard.get(callback)?.get(this) : undefined;
      const key = keyOf(type, options);
      if (!kept?.[key]) return drop.call(this, type, callback, options);
      const wrapped = kept[key];
      delete kept[key];
      bench.live.listener -= 1;
      return drop.call(this, type, wrapped, options);
    };

    /* ---- observers ---- */
    for (const name of ['MutationObserver', 'ResizeObserver', 'IntersectionObserver']) {
      const Native = window[name];
      const { observe, disconnect } = Native.prototype;
      const live = new WeakSet();
      window[name] = class extends Native {
        constructor(callback, options) {
          const ours = isOurs();
          super(ours ? counted(name, callback) : callback, options);
          if (ours) bench.own.add(this);
        }
      };
        Native.prototype.observe = function (...given) {
        if (bench.own.has(this) && !live.has(this)) {
          live.add(this);
          bench.live.observer += 1;
        }
        return observe.apply(this, given);
      };
      Native.prototype.disconnect = function () {
        if (live.delete(this)) bench.live.observer -= 1;
        return disconnect.call(this);
      };
    }

    /* ---- frames, timers, microtasks ---- */
    for (const [begin, end, kind] of [['requestAnimationFrame', 'cancelAnimationFrame', 'frame'], ['setTimeout', 'clearTimeout', 'timer']]) {
      const { [begin]: native, [end]: cancel } = window;
      const pending = new Set();
      const gone = (id) => { if (pending.delete(id)) bench.live[kind] -= 1; };
      window[begin] = (callback, ...rest) => {
        if (typeof callback !== 'function' || !isOurs()) return native(callback, ...rest);
        const id = native(counted(kind, callback, () => gone(id)), ...rest);
        pending.add(id);
        bench.live[kind] += 1;
        return id;
      };
      window[end] = (id) => { gone(id); return cancel(id); };
    }
    const { queueMicrotask: micro } = window;
    window.queueMicrotask = (callback) => micro(isOurs() ? counted('microtask', callback) : callback);
  }

  /* ---- WebAssembly memories ---- */
  const { instantiateStreaming, instantiate } = WebAssembly;
  const note = (made) => {
    for (const value of Object.values((made.instance ?? made).exports)) if (value instanceof WebAssembly.Memory) bench.memories.add(value);
    return made;
  };
  if (instantiateStreaming) WebAssembly.instantiateStreaming = (...given) => instantiateStreaming.apply(WebAssembly, given).then(note);
  WebAssembly.instantiate = (...given) => instantiate.apply(WebAssembly, given).then(note);
  bench.wasmBytes = () => Array.from(bench.memories).reduce((sum, memory) => sum + memory.buffer.byteLength, 0);

  /* ---- time ---- */
  const { requestAnimationFrame, setTimeout } = { requestAnimationFrame: window.requestAnimationFrame, setTimeout: window.setTimeout };
  const channel = new MessageChannel();
  let waiting = [];
  channel.port1.onmessage = () => {
    const now = waiting;
    waiting = [];
    now.forEach((resume) => resume());
  };
  /** Resolves in a task right after the next frame was produced: layout is what that frame shows. */
  bench.afterFrame = () => new Promise((resolve) => requestAnimationFrame(() => {
    waiting.push(resolve);
    channel.port2.postMessage(0);
  }));
  bench.frames = async (count) => { for (let at = 0; at < count; at += 1) await bench.afterFrame(); };
  bench.sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

  /* ---- what is on the screen ---- */
  bench.part = (selector) => {
    const found = document.querySelector('lotse-stage')?.shadowRoot?.querySelector(selector);
    return found?.matches(':popover-open') ? found : null;
  };
  const box = (node) => {
    const { left, top, right, bottom } = node.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  bench.box = box;
  /** The card of a step near its target, opaque enough to be seen. */
  bench.isShown = (text, target, card = bench.part('.card')) => {
    if (!card?.textContent.includes(text)) return false;
    const [left, top, right, bottom] = box(card);
    const [x, y, to, down] = box(document.querySelector(target));
    const gap = Math.hypot(Math.max(0, left - to, x - right), Math.max(0, top - down, y - bottom));
    return right - left > 40 && gap <= 90 && Number(getComputedStyle(card).opacity) >= 0.1;
  };
  /** Waits for a step; null when it does not come. */
  bench.shown = async (text, target, patience = 8000) => {
    const begun = performance.now();
    while (performance.now() - begun < patience) {
      await bench.afterFrame();
      if (bench.isShown(text, target)) return performance.now() - begun;
    }
    return null;
  };

  /* ---- a page that changes, as frameworks make it change ---- */
  bench.storm = (root, rate) => {
    const list = document.createElement('ul');
    for (let at = 0; at < 100; at += 1) list.append(Object.assign(document.createElement('li'), { textContent: `row ${at}` }));
    root.append(list);
    const begun = performance.now();
    let done = 0;
    let goes = true;
    const change = (item, at) => {
      switch (at % 5) {
        case 0: item.firstChild.data = `row ${at}`; break;
        case 1: item.className = `r${at % 7}`; break;
        case 2: item.setAttribute('data-value', at); break;
        case 3: item.replaceWith(Object.assign(document.createElement('li'), { textContent: `row ${at}` })); break;
        default: item.style.color = at & 1 ? '#111' : '#222';
      }
    };
    const tick = () => {
      if (!goes) return;
      const due = Math.min(2000, Math.floor((performance.now() - begun) / 1000 * rate) - done);
      for (let at = 0; at < due; at += 1, done += 1) change(list.children[done % 100], done);
      setTimeout(tick, 4);
    };
    tick();
    return () => { goes = false; list.remove(); return done; };
  };

  /** Fills a page with cards until it has this many elements. */
  bench.fill = (root, count) => {
    const card = document.createElement('template');
    card.innerHTML = '<section><header><span></span><h4>Item</h4><em><b>new</b></em></header><div><p>Text <em>here</em> and <a href="#">there</a></p>'
      + '<ul><li>one</li><li>two</li><li>three</li></ul></div><footer><button type="button">Edit</button><button type="button">Share</button><i></i></footer></section>';
    const each = card.content.querySelectorAll('*').length;
    const all = document.createDocumentFragment();
    for (let made = document.querySelectorAll('*').length; made + each <= count; made += each) all.append(card.content.cloneNode(true));
    root.append(all);
  };
})();
