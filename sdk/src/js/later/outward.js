// Ports that nothing needs before a first card: other addresses, the host's own functions, usage events, forgetting.

import { SENT, answer, bare, bound, instances, isShown, later, nativeFetch, tell } from '../ports.js';

/* The code of the diagnostic for a batch that is refused. */
const DROPPED = 'L532';

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

/** Posts a batch of records, and answers whether it is done with. */
export function send(id, request, batch) {
  const { usage } = instances[id]?.hooks ?? {};
  if (usage === undefined) return later(() => answer(id, SENT, request, undefined));
  deliver(id, usage, batch).then(
    (isAcknowledged) => answer(id, SENT, request, isAcknowledged ? '=' : undefined),
    () => answer(id, SENT, request, undefined),
  );
}

/* What the receiver will never take is not offered again. */
async function deliver(id, usage, batch) {
  const { status, ok } = await nativeFetch(new URL(usage, document.baseURI).href, bare({
    method: 'POST', mode: 'cors', credentials: 'omit', body: batch, headers: bare({ 'content-type': 'application/json' }),
    // A page that goes away may not take its batch with it; browsers allow that for little only.
    keepalive: !isShown(),
  }));
  const isRefused = status === 400 || status === 413 || status === 422;
  if (isRefused) tell(id, 'diagnostic', `{"code":"${DROPPED}","detail":"${status}"}`);
  return ok || isRefused;
}

/** Calls a function that the host has registered; whether there was one. */
export const callHost = (id, name) => instances[id]?.hooks.host(name) === true;
