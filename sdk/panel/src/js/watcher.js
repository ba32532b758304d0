// Stands in for the help panel where signs are published and nothing else asks for help: a visitor who meets none fetches only
// this. `begin(host)` is the panel's; whatever needs the panel fetches it, and from then on everything is passed on to it.

import { page } from '../../../dom/src/js/natives.js';
import { waitForSign } from './waiting.js';

/** Begins to wait. Answers with what the loader passes on. */
export function begin(host) {
  let panel;
  /** Times that the panel did not come. Browsers do not ask twice for a file; what stands behind the sign makes it another one. */
  let failures = 0;

  /** The panel, once; `sign` is what it has been fetched for. */
  const load = (sign) => {
    waiting.end();
    panel ??= import(new page.URL(failures ? `./lotse-panel.js#${failures}` : './lotse-panel.js', import.meta.url).href)
      .then((module) => module.begin({ __proto__: null, ...host, sign }))
      .catch((error) => {
        panel = undefined;
        failures += 1;
        host.tell('diagnostic', { __proto__: null, code: 'L521', detail: `panel: ${error}` });
      });
    return panel;
  };
  let waiting = waitForSign(host, load);
  /** Passes a call on where the panel is there. */
  const pass = (name) => (value) => panel?.then((open) => open?.[name](value));
  /** A sign, or what may be one: once the panel was wanted and did not come, it decides as soon as it does. */
  const hears = (name, sign) => (value) => {
    if (panel) return pass(name)(value);
    const said = { kind: 'sign', ...sign(value) };
    return failures ? load(said) : waiting.hears(said);
  };

  return {
    __proto__: null,
    open: (options) => load().then((open) => open?.open(options) ?? false),
    close: pass('close'),
    report: hears('report', ({ url, status }) => ({ what: 'failed_request', url: `${url}`, status })),
    hostEvent: hears('hostEvent', (name) => ({ what: 'host_event', name })),
    facts: pass('facts'),
    identify: pass('identify'),
    pageChanged: () => {
      if (panel) pass('pageChanged')();
      else if (page.location.href.includes('lotse=')) load();
      else if (failures) waiting = waitForSign(host, load);
      else waiting.again();
    },
    destroy: () => {
      waiting.end();
      pass('destroy')();
    },
  };
}
