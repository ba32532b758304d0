// The page's address, and the browser's own word when it changes.

import { listen } from './guards.js';
import { page } from './natives.js';

const { Navigation, location, navigation } = page;

export const address = () => location.href;

/** A guard that tells of navigation within the page; 0 where the browser has none to offer. */
export const observe_navigation = () =>
  // Without the API, the name may stand for an element of the page.
  Navigation && navigation instanceof Navigation ? listen(navigation, 'currententrychange', 0) : 0;
