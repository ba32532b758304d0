// The core's JavaScript entry: wasm-bindgen's glue with our ports, as one module.

import initialise, { create as createInstance } from 'lotse-glue';

const { stringify } = JSON;

/** Compiles and starts the core from the response that carries it. */
export const boot = (response) => initialise({ module_or_path: response });

/** Begins an instance; `main` and `signature` are bytes as fetched, or null. */
export const create = (configuration, main, signature, hooks) =>
  createInstance(stringify(configuration), main, signature, hooks);
