// The stage: one element for all instances and versions of Lotse in a page, so that there are never two cards. Whoever wants
// to draw enters with a weight; the heaviest, and among equals the first, has the stage, the others wait. What crosses
// versions is the object under the symbol below and nothing else; its `version` rises when that object changes.

import { hold, tell } from './guards.js';
import { attempt, dress, element, is_connected, page, query, remove, shadow } from './natives.js';

const { defineProperty } = page.Object;
const { queueMicrotask } = page;
const KEY = page.Symbol.for('lotse.stage');
const VERSION = 1;

const create = () => {
  const node = element('lotse-stage');
  const tickets = { __proto__: null };
  let last = 0;
  let holder;
  const settle = () => {
    let best;
    for (const number in tickets) if (!best || tickets[number].weight > best.weight) best = tickets[number];
    if (best === holder) return;
    const before = holder;
    holder = best;
    if (before) attempt(before.changed);
    if (best) attempt(best.changed);
    else remove(node);
  };
  const value = {
    __proto__: null,
    version: VERSION,
    /** Enters, or comes back with another weight. */
    enter(ticket) {
      tickets[(ticket.number ??= ++last)] = ticket;
      settle();
    },
    leave(ticket) {
      delete tickets[ticket.number];
      ticket.number = undefined;
      settle();
    },
    holds: (ticket) => ticket === holder,
  };
  defineProperty(node, KEY, { __proto__: null, value });
  return node;
};

const entered = { __proto__: null };

/** The stage that is in the page. An element of that name without registry is a copy that somebody made of a page. */
const present = () => {
  const found = query('lotse-stage');
  return found?.[KEY] && found;
};

/** A place on the stage; the door is told under its number when the stage may have changed hands. */
export const enter_stage = () =>
  hold((token) => {
    entered[token] = {
      __proto__: null,
      // Never inside a call of ours: whoever enters or leaves is itself at work.
      ticket: { __proto__: null, weight: 0, changed: () => queueMicrotask(() => tell(token)) },
    };
    return () => {
      weigh(token, 0);
      delete entered[token];
    };
  });

/** Says how much there is to draw; answers with the stage when it is ours, with nothing while another draws. */
export const weigh = (token, weight) => {
  const place = entered[token];
  const { node, ticket } = place;
  const next = !weight ? undefined : node && is_connected(node) ? node : (present() ?? node ?? create());
  if (node && node !== next) node[KEY].leave(ticket);
  place.node = undefined;
  // A stage of another version, which does not know this protocol, keeps the page to itself.
  if (next?.[KEY].version !== VERSION) return undefined;
  place.node = next;
  ticket.weight = weight;
  next[KEY].enter(ticket);
  return next[KEY].holds(ticket) ? next : undefined;
};

/** Whether this browser has all that the overlay needs, without touching the page. */
export const stage_works = () => {
  const node = element('div');
  const root = node && shadow(node);
  return !!root && dress(root, ':host{color:red}') && 'popover' in node && page.HTMLElement.prototype.showPopover !== undefined;
};
