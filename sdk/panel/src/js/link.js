// Links that open help: `?lotse=problem:ID`, or the same appended to a hash, so that hash routes live on.

import { page } from '../../../dom/src/js/natives.js';

const FORM = /([?&#])lotse=((?:problem|guide|checklist)(?::|%3A)[\w.-]+)(&?)/i;

/** What the address asks for. */
export const linked = () => {
  const { search, hash } = page.location;
  const found = FORM.exec(search) ?? FORM.exec(hash);
  return found && found[2].replace(/%3a/i, ':');
};

/** Takes it out of the address; the history entry and its state stay. */
export const unlink = () => {
  const { pathname, search, hash } = page.location;
  const without = (text) => text.replace(FORM, (_, before, __, more) => (more ? before : '')).replace(/^[?#]$/, '');
  page.history.replaceState(page.history.state, '', pathname + without(search) + without(hash));
};
