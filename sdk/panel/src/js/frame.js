// The panel's place in the page: one element of ours beside the stage, with launcher, offer and panel in the top layer. Where the
// host has a modal dialog open, which makes everything outside it inert, the element moves into it while help is open.

import { attempt, append, doc, dress, element, is_trusted, key, modifier_bits, now, page, prevent, query, remove, root_element, set_attribute, shadow, set_text, computed, active } from '../../../dom/src/js/natives.js';
import { media } from '../../../dom/src/js/later/events.js';
import css from 'lotse-panel.css';
import { Body } from './draw.js';
import { has } from './ask.js';
import { icon, put, say, show } from './build.js';

const { navigator } = page;
/** For so long after something has appeared, sending is not taken for meant. */
const GUARD_MS = 500;

const WORDS = {
  __proto__: null,
  de: { help: 'Hilfe', close: 'Hilfe schließen', back: 'Zurück', loading: 'Einen Moment …', away: 'Die Hilfe ist gerade nicht erreichbar.', again: 'Noch einmal versuchen', waiting: 'noch nicht gesendet', tab: 'öffnet ein neues Fenster' },
  en: { help: 'Help', close: 'Close help', back: 'Back', loading: 'One moment …', away: 'Help cannot be reached just now.', again: 'Try again', waiting: 'not sent yet', tab: 'opens in a new window' },
};

export class Frame {
  constructor(given, out) {
    this.out = out;
    this.given = given;
    this.language = `${given.language ?? (doc.documentElement.lang || navigator.language)}`.slice(0, 2) === 'de' ? 'de' : 'en';
    this.words = WORDS[this.language];
    this.shownAt = 0;
    const place = given.help?.launcher ?? 'none';
    if (place !== 'none') this.#build(place);
  }

  #build(place = 'none') {
    if (this.host) return;
    this.host = element('lotse-help');
    const root = shadow(this.host);
    dress(root, css);
    this.root = root;
    this.frame = put(root, 'div', 'frame');
    set_attribute(this.frame, 'lang', this.language);
    this.#scheme();
    if (place !== 'none') {
      this.launcher = put(this.frame, 'button', `launcher ${place}`);
      set_attribute(this.launcher, 'popover', 'manual');
      set_attribute(this.launcher, 'type', 'button');
      icon(this.launcher, 'help');
      this.launcherText = put(this.launcher, 'span', '', this.words.help);
      this.badge = put(this.launcher, 'span', 'badge');
      this.waiting = put(this.launcher, 'span', 'unseen');
      this.#hear(this.launcher, 'click', () => (this.isOpen ? this.out.send({ kind: 'close' }) : this.out.open()));
    }
    this.offer = put(this.frame, 'div', `offer ${place}`);
    set_attribute(this.offer, 'popover', 'manual');
    set_attribute(this.offer, 'role', 'status');
    this.panel = put(this.frame, 'section', `panel ${place}`);
    set_attribute(this.panel, 'popover', 'manual');
    set_attribute(this.panel, 'role', 'dialog');
    set_attribute(this.panel, 'aria-labelledby', 'title');
    const head = put(this.panel, 'div', 'head');
    this.back = put(head, 'button', 'corner back');
    set_attribute(this.back, 'aria-label', this.words.back);
    icon(this.back, 'back');
    this.title = put(head, 'h2', 'title');
    set_attribute(this.title, 'id', 'title');
    set_attribute(this.title, 'tabindex', '-1');
    this.close = put(head, 'button', 'corner');
    set_attribute(this.close, 'aria-label', this.words.close);
    icon(this.close, 'close');
    this.scroll = put(this.panel, 'div', 'scroll');
    set_attribute(this.scroll, 'tabindex', '-1');
    this.live = put(this.panel, 'div', 'unseen');
    set_attribute(this.live, 'aria-live', 'polite');
    this.foot = put(this.panel, 'div', 'foot');
    this.person = put(this.foot, 'button', 'button quiet');
    icon(this.person, 'person');
    this.personText = put(this.person, 'span', '');
    this.body = new Body(this.scroll, this);
    this.#hear(this.back, 'click', () => this.view?.back && this.out.send(this.view.back));
    this.#hear(this.close, 'click', () => this.#closes());
    this.#hear(this.person, 'click', () => this.out.send({ kind: 'person' }));
    this.#hear(this.panel, 'keydown', (event) => this.#keys(event));
    append(root_element(), this.host);
    if (this.launcher) attempt(() => this.launcher.showPopover());
  }

  #hear(node, type, act) {
    node.addEventListener(type, (event) => { attempt(() => act(event)); });
  }

  /** A press that may send something: the user's own, and not by what has just appeared under the finger. */
  isMeant(event) {
    return is_trusted(event) && now() - this.shownAt > GUARD_MS;
  }

  press(event) {
    this.out.send(event);
  }

  #keys(event) {
    if (key(event) === 'Escape' && !event.defaultPrevented) {
      prevent(event);
      this.#closes();
    }
    // Shortcuts of the page are not for what is typed here.
    event.stopPropagation();
  }

  #closes() {
    this.out.send({ kind: 'close' });
    if (!this.view) this.#hide();
  }

  hears(event, wanted) {
    const parts = `${wanted}`.toLowerCase().split('+');
    const name = parts[parts.length - 1];
    const bits = (has(parts, 'ctrl') ? 1 : 0) + (has(parts, 'shift') ? 2 : 0) + (has(parts, 'alt') ? 4 : 0) + (has(parts, 'meta') ? 8 : 0);
    if (`${key(event)}`.toLowerCase() !== name || (modifier_bits(event) & 15) !== bits) return false;
    prevent(event);
    return true;
  }

  /** Opens at once, before what is shown is here: every wait is visible. */
  opens() {
    this.#build();
    if (this.isOpen) return;
    this.before = active();
    const modal = this.#modal();
    if (modal && this.host.parentNode !== modal) append(modal, this.host);
    this.#scheme();
    attempt(() => this.panel.showPopover());
    if (this.launcher) { attempt(() => this.launcher.hidePopover()); attempt(() => this.launcher.showPopover()); }
    this.isOpen = true;
    if (!this.view) {
      set_text(this.title, this.words.help);
      this.back.hidden = this.foot.hidden = true;
      this.body.draw([{ kind: 'busy', text: this.words.loading }], true);
      attempt(() => this.title.focus({ __proto__: null, preventScroll: true }));
    }
    if (this.launcher) set_attribute(this.launcher, 'aria-expanded', 'true');
  }

  #modal() {
    return attempt(() => {
      const found = doc.querySelectorAll('dialog:modal');
      return found[found.length - 1];
    });
  }

  #hide() {
    if (!this.isOpen) return;
    this.isOpen = false;
    attempt(() => this.panel.hidePopover());
    if (this.launcher) set_attribute(this.launcher, 'aria-expanded', 'false');
    const to = this.before?.isConnected && this.before !== doc.body ? this.before : this.launcher;
    if (this.root.activeElement || active() === doc.body) attempt(() => to?.focus({ __proto__: null, preventScroll: true }));
    if (this.host.parentNode !== root_element()) {
      append(root_element(), this.host);
      if (this.launcher) attempt(() => this.launcher.showPopover());
    }
  }

  isComing(is) {
    if (this.launcher) set_attribute(this.launcher, 'aria-busy', is ? 'true' : 'false');
  }

  /** Nothing could be fetched: said, with a way on. */
  away(again) {
    set_text(this.title, this.words.help);
    this.back.hidden = this.foot.hidden = true;
    this.body.draw([
      { kind: 'note', tone: 'warning', title: '', text: this.words.away },
      { kind: 'actions', items: [{ label: this.words.again, is_main: true, act: again }] },
    ], true);
  }

  #scheme() {
    const theme = this.theme ?? {};
    const isDark = theme.scheme === 'dark' || (theme.scheme !== 'light' && this.#isPageDark());
    set_attribute(this.frame, 'class', isDark ? 'frame dark' : 'frame');
    set_attribute(this.frame, 'dir', computed(root_element(), 'direction') === 'rtl' ? 'rtl' : 'ltr');
    const accent = isDark ? theme.accent_dark : theme.accent;
    if (accent) {
      this.frame.style.setProperty('--accent', accent);
      this.frame.style.setProperty('--on-accent', isLight(accent) ? '#10141c' : '#fff');
    }
    if (theme.radius_px !== undefined) this.frame.style.setProperty('--radius', `${theme.radius_px}px`);
  }

  /** As the page is, not as the system would have it. */
  #isPageDark() {
    const found = /(\d+)\D+(\d+)\D+(\d+)(?:\D+([\d.]+))?/.exec(computed(doc.body ?? root_element(), 'background-color'));
    if (!found || found[4] === '0') return media('(prefers-color-scheme: dark)') && computed(root_element(), 'color-scheme').includes('dark');
    return Number(found[1]) * 0.3 + Number(found[2]) * 0.59 + Number(found[3]) * 0.11 < 110;
  }

  dress(theme, manifest) {
    this.theme = theme;
    this.manifest = manifest;
    if (this.host) this.#scheme();
  }

  draw(view) {
    if (view.is_open || view.offer || view.count) this.#build();
    if (!this.host) return;
    this.#drawOffer(view.offer);
    if (this.launcher) {
      say(this.launcherText, view.label);
      say(this.badge, view.count ? `${view.count}` : '');
      say(this.waiting, view.count ? this.words.waiting : '');
    }
    if (!view.is_open) {
      this.view = undefined;
      this.key = undefined;
      this.#hide();
      return;
    }
    this.opens();
    const isNew = this.key !== view.key;
    this.key = view.key;
    this.view = view;
    if (isNew) this.shownAt = now();
    say(this.title, view.title);
    show(this.back, view.back);
    show(this.foot, view.person);
    say(this.personText, view.person);
    const had = this.root.activeElement;
    this.body.draw(view.parts, isNew);
    if (view.live) this.say(view.live);
    if (isNew) this.scroll.scrollTop = 0;
    const isLost = had && !this.root.activeElement;
    if (isNew || isLost) {
      const first = view.key === 'home' ? this.body.search : this.title;
      attempt(() => (first ?? this.title).focus({ __proto__: null, preventScroll: true }));
    }
  }

  say(text) {
    if (this.live.textContent !== text) set_text(this.live, text);
  }

  #drawOffer(offer) {
    const text = offer ? `${offer.title}\n${offer.why}` : '';
    if (text === this.offered) return;
    this.offered = text;
    set_text(this.offer, '');
    if (!offer) { attempt(() => this.offer.hidePopover()); return; }
    put(this.offer, 'strong', '', offer.title);
    put(this.offer, 'p', 'why', offer.why);
    const row = put(this.offer, 'div', 'actions');
    const show = put(row, 'button', 'button primary', offer.open);
    const later = put(row, 'button', 'button quiet', offer.later);
    this.#hear(show, 'click', () => this.out.send(offer.event));
    this.#hear(later, 'click', () => this.out.send({ kind: 'dismiss' }));
    attempt(() => this.offer.showPopover());
  }

  async copy(text) {
    try { await navigator.clipboard.writeText(text); return true; } catch { return false; }
  }

  remove() {
    if (this.host) remove(this.host);
    this.host = undefined;
    this.isOpen = false;
  }
}

const isLight = (colour) => {
  const number = Number.parseInt(colour.slice(1), 16);
  return (number >> 16) * 0.3 + ((number >> 8) & 255) * 0.59 + (number & 255) * 0.11 > 150;
};

