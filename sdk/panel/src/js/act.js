// What the button of a practical test does, out of the closed list of actions. Always on the user's click.

import { attempt, doc, page } from '../../../dom/src/js/natives.js';

export function act(action, host) {
  const { kind } = action;
  if (kind === 'host_callback') host.callHost(action.name);
  if (kind === 'open_guide') host.start(action.guide);
  if (kind === 'navigate') {
    const target = attempt(() => new page.URL(action.url, doc.baseURI));
    if (target?.origin === page.location.origin) page.location.assign(target.href);
  }
}
