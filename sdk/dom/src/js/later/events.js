// What is asked of an event, and of the page because of one, when the user does something.

import { attempt, getter, page, wayOf } from '../natives.js';

export { hit, key, remove, stop } from '../natives.js';

const { Event, KeyboardEvent, matchMedia } = page;
const typeOf = getter(Event, 'type');
const prevented = getter(Event, 'defaultPrevented');
const codeOf = getter(KeyboardEvent, 'code');
const mediaMatches = getter(page.MediaQueryList, 'matches');

export const kind = (event) => typeOf(event);
/** Whether a toggle event tells of something that opens. */
export const opens = (event) => event.newState !== 'closed';
export const is_prevented = (event) => prevented(event);
/** Whether an event begins in an overlay, ours or that of another version. */
export const is_ours = (event) => {
  const path = wayOf(event);
  for (let at = 0; at < path.length; at++) if (path[at].localName === 'lotse-stage') return true;
  return false;
};
export const code = (event) => attempt(() => codeOf(event)) ?? '';
export const media = (query) => !!attempt(() => mediaMatches(matchMedia(query)));
/** The window that an element lies in. */
export const window_of = (node) => node.ownerDocument?.defaultView ?? page;
