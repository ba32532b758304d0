// The last good bundle, kept in IndexedDB: at most 1 MiB for all instances of an origin, oldest chunks go first.

import { FETCHED, RECALLED, answer, keepBy } from '../ports.js';

const LIMIT_BYTES = 1024 * 1024;
const factory = globalThis.indexedDB;
const open = factory?.open;
const { apply } = Reflect;
const openDatabase = open && ((name, version) => apply(open, factory, [name, version]));
let opening;

/** The database; rejected where storage is forbidden. */
function database() {
  opening ??= new Promise((resolve, reject) => {
    const request = openDatabase('lotse', 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore('manifests');
      request.result.createObjectStore('chunks').createIndex('kept', 'kept');
    };
    request.onsuccess = () => {
      const { result } = request;
      // Another tab with a later version must not have to wait for this one.
      result.onversionchange = () => { result.close(); opening = undefined; };
      resolve(result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(request.error);
  });
  return opening;
}

async function within(store, mode, work) {
  const transaction = (await database()).transaction(store, mode);
  return new Promise((resolve, reject) => {
    const request = work(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

/** Answers with manifest and signature, separated by a NUL, or with nothing. */
export function recallGood(id, scope) {
  const found = openDatabase ? within('manifests', 'readonly', (store) => store.get(scope)) : Promise.resolve();
  found.then((text) => answer(id, RECALLED, 0, text), () => answer(id, RECALLED, 0, undefined));
}

/** Keeps a manifest with its signature; in vain where storage is forbidden. */
function keepGood(scope, text) {
  if (openDatabase) within('manifests', 'readwrite', (store) => store.put(text, scope)).catch(() => {});
}

/** Answers a fetch with a chunk from the device. */
export function recallChunk(id, ticket, name) {
  const found = openDatabase ? within('chunks', 'readonly', (store) => store.get(name)) : Promise.resolve();
  const tell = (entry) => answer(id, FETCHED, ticket, entry ? `=${entry.text}` : '!away');
  found.then(tell, () => tell(undefined));
}

/** Keeps a chunk, and makes room for it. */
function keepChunk(name, text) {
  if (!openDatabase) return;
  within('chunks', 'readwrite', (store) => {
    store.put({ text, kept: Date.now() }, name);
    let total = 0;
    // Newest first: what lies beyond the limit is the oldest.
    store.index('kept').openCursor(null, 'prev').onsuccess = ({ target: { result: cursor } }) => {
      if (!cursor) return;
      total += cursor.value.text.length;
      if (total > LIMIT_BYTES) cursor.delete();
      cursor.continue();
    };
  }).catch(() => {});
}

keepBy((store, key, text) => (store === 'chunks' ? keepChunk : keepGood)(key, text));
