
// What wasm-bindgen's glue stands on, in place of its own: smaller, and out of functions taken once, when it loads, because
// hosts patch methods of strings, typed arrays, promises and decoders. `slim.rs` puts it behind the glue's functions.

const { apply } = Reflect;
const { Uint8Array: Bytes, Int32Array: Words } = globalThis;
const { set: setBytes } = Bytes.prototype;
const { instantiate, Module: Compiled, Instance: Running } = WebAssembly;
const { encodeInto } = TextEncoder.prototype;
const { decode } = TextDecoder.prototype;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { __proto__: null, ignoreBOM: true });

let wasm;
let started;
let words;
let WASM_VECTOR_LEN = 0;

/* A view of the memory ends when that grows. */
function write(to, value) {
  if (words?.buffer !== wasm.memory.buffer) words = new Words(wasm.memory.buffer);
  words[to >>> 2] = value;
}

function addToExternrefTable0(value) {
  const index = wasm.__externref_table_alloc();
  wasm.__wbindgen_externrefs.set(index, value);
  return index;
}

function takeFromExternrefTable0(index) {
  const value = wasm.__wbindgen_externrefs.get(index);
  wasm.__externref_table_dealloc(index);
  return value;
}

function isLikeNone(value) {
  return value === undefined || value === null;
}

function getStringFromWasm0(at, length) {
  return apply(decode, decoder, [new Bytes(wasm.memory.buffer, at >>> 0, length >>> 0)]);
}

/** Copies a text into the core's memory; a unit of UTF-16 takes three bytes at most. Returns where, and sets how long. */
function passStringToWasm0(text) {
  const room = text.length * 3;
  const at = wasm.__wbindgen_malloc(room, 1) >>> 0;
  if (!room) {
    WASM_VECTOR_LEN = 0;
    return at;
  }
  const { written } = apply(encodeInto, encoder, [text, new Bytes(wasm.memory.buffer, at, room)]);
  WASM_VECTOR_LEN = written;
  return wasm.__wbindgen_realloc(at, room, written, 1) >>> 0;
}

/** Answers the core with a text: place and length are written where it wants them. */
function giveString(to, text) {
  const at = passStringToWasm0(text);
  write(to, at);
  write(to + 4, WASM_VECTOR_LEN);
}

/** The same where there may be none. */
function giveStringOrNone(to, text) {
  if (isLikeNone(text)) write(to, 0);
  else giveString(to, text);
}

let imports;

/* In place of functions of `lotse-rest.js`: what is called before that is there ends as code does that is not there. */
const missing = new Proxy({ __proto__: null }, { __proto__: null, get: (none, name) => () => { throw new Error(name); } });

const make = async (bytes) => {
  const { instance } = await apply(instantiate, WebAssembly, [bytes, imports]);
  wasm = instance.exports;
};

async function start(bytes) {
  imports = __wbg_get_imports();
  imports.c = missing;
  await make(bytes);
  wasm.__wbindgen_start();
}

/** The module that the one in this response unpacks; `pack.rs` says how it is written. */
export const unpack = async (response) => {
  const file = await response.arrayBuffer();
  // The code is so short that it is compiled here and now sooner than elsewhere.
  const { exports: { m: { buffer }, u: run } } = new Running(new Compiled(new Bytes(file, 0, 640)));
  apply(setBytes, new Bytes(buffer), [new Bytes(file), 2048]);
  const from = 2048 + file.byteLength;
  return new Bytes(buffer, from, run(from));
};

/** Goes on with the whole module, made of the first part and the rest, where the first part was; `split.rs` says how. */
export const join = async (first, rest, { table, splice }) => {
  imports.b = wasm;
  imports.c = table;
  await make(splice(first, rest));
};

/** Compiles the module that has been unpacked, once. */
export default (bytes) => (started ??= start(bytes));
