// What the panel keeps on the device, for each user apart: the case that is open, what was handed over, when problems were
// solved. In a database of its own, at most 1 MiB; where that is forbidden, as long as the page lives, and that is said.

import { attempt, page } from '../../../dom/src/js/natives.js';
import { write } from '../../../loader/src/write.js';

const { indexedDB, Promise, JSON } = page;
const { parse } = JSON;
const SLOTS = ['case', 'sent', 'solved'];
const LIMIT = 1024 * 1024;

export class Shelf {
  constructor(scope, isMemory) {
    this.scope = scope;
    this.memory = { __proto__: null };
    this.factory = isMemory ? undefined : indexedDB;
    this.isFlagWanted = !isMemory;
  }

  #open() {
    this.opening ??= new Promise((resolve, reject) => {
      const request = this.factory.open('lotse-help', 1);
      request.onupgradeneeded = () => { request.result.createObjectStore('slots'); };
      request.onsuccess = () => {
        request.result.onversionchange = () => { request.result.close(); this.opening = undefined; };
        resolve(request.result);
      };
      request.onerror = request.onblocked = () => reject(request.error);
    });
    return this.opening;
  }

  async #within(mode, work) {
    const transaction = (await this.#open()).transaction('slots', mode, { __proto__: null, durability: 'strict' });
    return new Promise((resolve, reject) => {
      const request = work(transaction.objectStore('slots'));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  /** Names stored state; the user's id is hashed, so that it cannot be read from there. */
  async #key(user, slot) {
    const text = `${this.scope}\n${user ?? ''}`;
    const { subtle } = page.crypto;
    let name = 0;
    if (subtle) {
      const bytes = new page.Uint8Array(await subtle.digest('SHA-256', new page.TextEncoder().encode(text)));
      name = '';
      for (let at = 0; at < 16; at += 1) name += (bytes[at] + 256).toString(16).slice(1);
    } else {
      for (let at = 0; at < text.length; at += 1) name = (Math.imul(name, 31) + text.charCodeAt(at)) | 0;
    }
    return `${name}:${slot}`;
  }

  /** Everything that is kept for a user. */
  async all(user) {
    const kept = { __proto__: null };
    for (let at = 0; at < SLOTS.length; at += 1) {
      const key = await this.#key(user, SLOTS[at]);
      let text = this.memory[key];
      if (this.factory) text = await this.#within('readonly', (store) => store.get(key)).catch(() => text);
      kept[SLOTS[at]] = attempt(() => parse(text)) ?? null;
    }
    this.hasCase = Boolean(kept.case);
    return kept;
  }

  /** Keeps a value; whether it outlives the page. Writes of a slot follow each other. */
  keep(user, slot, value) {
    const text = write(value);
    if (slot === 'case') this.hasCase = text !== 'null';
    this.last = (this.last ?? Promise.resolve()).then(async () => {
      const key = await this.#key(user, slot);
      this.memory[key] = text;
      if (!this.factory || text.length > LIMIT) return false;
      try {
        await this.#within('readwrite', (store) => (text === 'null' ? store.delete(key) : store.put(text, key)));
        return true;
      } catch {
        return false;
      }
    });
    return this.last;
  }

  /** Whether the next page has to look after something: then the loader fetches the panel there. */
  flag(isWanted) {
    const name = `lotse:${this.scope}:help`;
    const wanted = isWanted || Boolean(this.hasCase);
    if (!this.isFlagWanted || wanted === this.isFlag) return;
    this.isFlag = wanted;
    attempt(() => (wanted ? localStorage.setItem(name, '1') : localStorage.removeItem(name)));
  }

  isFlagged() {
    return this.isFlagWanted && Boolean(attempt(() => localStorage.getItem(`lotse:${this.scope}:help`)));
  }
}
