// The worker that checks drafts: the same files a second time. Under Trusted Types one policy lets this one address through.
const address = typeof document === 'undefined' ? '' : document.documentElement.dataset.worker;
const policy = globalThis.trustedTypes?.createPolicy('lotse-studio', {
  createScriptURL(url) {
    if (url !== address) throw new TypeError('not the address of the worker');
    return url;
  },
});

export function startWorker() {
  return new Worker(policy ? policy.createScriptURL(address) : address, { type: 'module' });
}
