// Loaded first on every page: keeps what the page's own people would see go wrong, in window.__host.

(() => {
  const errors = [];
  const log = [];
  const listen = EventTarget.prototype.addEventListener.bind(window);
  const listenOnDocument = EventTarget.prototype.addEventListener.bind(document);
  // Numbered writes instead of push(): some pages break push() later, and this record must stay whole.
  const keep = (list, entry) => {
    list[list.length] = entry;
  };
  window.__host = { errors, log, note: (text) => keep(log, text) };
  // Resource errors do not bubble to the window: a missing module is not counted here.
  listen('error', (event) => keep(errors, `error: ${event.message}`));
  listen('unhandledrejection', (event) => keep(errors, `rejection: ${event.reason}`));
  listenOnDocument('securitypolicyviolation', (event) =>
    keep(errors, `csp: ${event.effectiveDirective} ${event.blockedURI}`),
  );
})();
