// Ports that nothing needs before a first card: other addresses, the host's own functions, the transport, forgetting.

import { SENT, answer, bound, instances, later } from '../ports.js';

const assignLocation = bound(location, 'assign');
const openWindow = bound(globalThis, 'open');

/** Forgets a key. */
export function forget(key) {
  try { localStorage.removeItem(key); } catch { /* nothing was kept */ }
}

/** Goes to an address in this tab. */
export const goTo = (url) => { assignLocation(url); };

/** Hands an address of another scheme to the operating system. */
export const openExternal = (url) => { openWindow(url, '_self'); };

/** Hands a batch of records to the transport, which answers when the receiver has it. */
export function send(id, request, batch) {
  const { transport } = instances[id]?.hooks ?? {};
  if (!transport) return later(() => answer(id, SENT, request, undefined));
  transport(batch).then(
    (isAcknowledged) => answer(id, SENT, request, isAcknowledged ? '=' : undefined),
    () => answer(id, SENT, request, undefined),
  );
}

/** Calls a function that the host has registered; whether there was one. */
export const callHost = (id, name) => instances[id]?.hooks.host(name) === true;
