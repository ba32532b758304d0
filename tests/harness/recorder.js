// Put first into every page that a test shows in WebKit, whose driver hands out no console. Served from the page's own
// origin, so that a strict policy allows it, and gone from the document before anything else runs.
(() => {
  document.currentScript.remove();
  const records = [];
  const text = (value) => {
    try {
      return value instanceof Error ? `${value}\n${value.stack}` : typeof value === 'string' ? value : JSON.stringify(value);
    } catch {
      return String(value);
    }
  };
  Object.defineProperty(window, '__lotse_recorder', { value: records, enumerable: false, configurable: true });
  const original = console.error;
  console.error = function error(...values) {
    records.push(`console: ${values.map(text).join(' ')}`);
    return original.apply(this, values);
  };
  addEventListener('error', (event) => {
    const place = event.target === window || !event.target ? `${event.message} (${event.filename}:${event.lineno})`
      : `${event.target.localName} did not load: ${event.target.src ?? event.target.href}`;
    records.push(`error: ${place}`);
  }, true);
  addEventListener('unhandledrejection', (event) => records.push(`unhandled rejection: ${text(event.reason)}`), true);
  addEventListener('securitypolicyviolation', (event) => {
    records.push(`CSP: ${event.effectiveDirective} blocked ${event.blockedURI} in ${event.documentURI}`);
  }, true);
  // What is left when the page goes is sent; the rest is read by the test.
  addEventListener('pagehide', () => {
    if (records.length > 0) navigator.sendBeacon('/__harness/records', JSON.stringify(records.splice(0)));
  });
})();
