// The core's JavaScript entry: wasm-bindgen's glue with our ports, as one module.

import initialise, { create as createInstance, fenced, hold, join, unpack } from 'lotse-glue';
import { shared } from 'lotse-shared';
import { write } from './write.js';

/* Bytes of what has begun: the rest is told in terms of them. */
let first;

/** Compiles and starts the core from the response that carries it. Nothing of a file with `integrity` is there before all of it is. */
export const boot = async (response) => {
  first ??= await unpack(response);
  return initialise(first);
};

let whole;
let more;
let asked = 0;
/* Browsers do not ask twice for a file that did not come; what stands behind the sign makes it another one. A core that was begun
   anew has another address than the one before. */
const other = () => `./lotse-rest.js#${import.meta.url.length}.${asked++}`;
const MOST_MS = 8000;
/* Without a list of both: a page may have replaced what lists are gone through with. */
const load = () => new Promise((loaded, failed) => {
  const late = setTimeout(failed, MOST_MS, new Error('late'));
  const ended = (tell) => (outcome) => {
    clearTimeout(late);
    tell(outcome);
  };
  import(other()).then(ended(loaded), ended(failed));
});

async function joined(ask) {
  const rest = new Uint8Array(await (await ask()).arrayBuffer());
  more ??= (await load()).default(shared);
  return join(first, rest, more);
}

/**
 * Joins the rest of the core, its JavaScript and what `ask` gets, once; what happens meanwhile is done afterwards.
 */
export const complete = (ask, arrived) => {
  whole ??= hold(joined(ask), arrived).then(() => { first = undefined; }, (error) => {
    whole = undefined;
    throw error;
  });
  return whole;
};

/** Begins an instance; `main` and `signature` are bytes as fetched, or null. */
export const create = (configuration, main, signature, hooks) => {
  const instance = fenced(() => createInstance(write(configuration), main, signature, hooks));
  return {
    __proto__: null,
    call: (name, payload) => instance.call(name, payload === undefined ? '{}' : write(payload)),
    destroy: instance.destroy,
  };
};
