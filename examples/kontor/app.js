// Starts Kontor: reads the address, builds the frame, shows the view, listens for shortcuts.

import { reset } from './core/store.js';
import { chooseInitialLanguage } from './core/i18n.js';
import { currentParams, startRouter } from './core/router.js';
import { applyAppearance } from './core/appearance.js';
import { buildShell, showRoute } from './core/shell.js';
import { startShortcuts } from './core/shortcuts.js';
import { reportSaves } from './core/self-help.js';

/** `?reset=1` starts afresh, `?reset=tidy` without the everyday problems, `?lang=de|en` chooses a language. */
function obeyAddress() {
  const params = currentParams();
  const wish = params.get('reset');
  if (wish !== null) reset({ tidy: wish === 'tidy' });
  chooseInitialLanguage(params.get('lang'));
  if (wish === null && !params.has('lang')) return;
  params.delete('reset');
  params.delete('lang');
  const rest = params.toString();
  history.replaceState(null, '', rest ? `?${rest}` : location.pathname);
}

obeyAddress();
applyAppearance();
buildShell();
startRouter(showRoute);
startShortcuts();
reportSaves();
