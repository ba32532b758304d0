// Content trees as nodes: a closed list of kinds, addresses checked again whatever was checked before.

import { append, attempt, doc, page, set_attribute, text } from '../../../dom/src/js/natives.js';
import { has } from './ask.js';
import { icon, put } from './build.js';

const { URL } = page;

/** An address that may be followed or shown; nothing else is. */
const allowed = (url, frame, isImage) => attempt(() => {
  const to = new URL(url, doc.baseURI);
  if (to.origin === page.location.origin) return to.href;
  const { http_hosts: plain = [], image_hosts: images = [] } = frame.manifest ?? {};
  if (isImage) return to.protocol === 'https:' && has(images, to.host) ? to.href : undefined;
  const isFine = to.protocol === 'https:' || to.protocol === 'mailto:' || to.protocol === 'tel:' || (to.protocol === 'http:' && has(plain, to.host));
  return isFine ? to.href : undefined;
});

/** Draws blocks at the end of an element. */
export const blocks = (to, list, frame) => {
  for (let at = 0; at < list.length; at += 1) block(to, list[at], frame);
};

const inlines = (to, list, frame) => {
  for (let at = 0; at < list.length; at += 1) inline(to, list[at], frame);
};

const block = (to, it, frame) => {
  switch (it.kind) {
    case 'paragraph': inlines(put(to, 'p', ''), it.of, frame); break;
    case 'heading': inlines(put(to, 'h4', ''), it.of, frame); break;
    case 'quote': blocks(put(to, 'blockquote', ''), it.of, frame); break;
    case 'code_block': put(to, 'pre', '', it.text); break;
    case 'rule': put(to, 'hr', ''); break;
    case 'callout': {
      const box = put(to, 'div', `box ${it.tone}`);
      set_attribute(box, 'role', 'note');
      icon(box, it.tone === 'warning' || it.tone === 'caution' ? 'warning' : 'note');
      blocks(put(box, 'div', ''), it.of, frame);
      break;
    }
    case 'list': {
      const list = put(to, it.start === undefined ? 'ul' : 'ol', '');
      for (let at = 0; at < it.items.length; at += 1) blocks(put(list, 'li', ''), it.items[at].of, frame);
      break;
    }
    case 'table': {
      const table = put(to, 'table', '');
      row(table, 'th', it.head, frame);
      for (let at = 0; at < it.rows.length; at += 1) row(table, 'td', it.rows[at].cells, frame);
      break;
    }
    default:
  }
};

const row = (table, tag, cells, frame) => {
  const line = put(table, 'tr', '');
  for (let at = 0; at < cells.length; at += 1) inlines(put(line, tag, ''), cells[at].of, frame);
};

const TAGS = { __proto__: null, emphasis: 'em', strong: 'strong', strike: 's' };

const inline = (to, it, frame) => {
  switch (it.kind) {
    case 'text': append(to, text(it.text)); break;
    case 'code': put(to, 'code', '', it.text); break;
    case 'break': put(to, 'br', ''); break;
    case 'keys': {
      let keys = '';
      for (let at = 0; at < it.keys.length; at += 1) keys += (at ? '+' : '') + it.keys[at];
      put(to, 'kbd', '', keys);
      break;
    }
    case 'target_label': put(to, 'bdi', '', it.fallback ?? ''); break;
    case 'link': {
      const href = allowed(it.url, frame);
      if (!href) { inlines(to, it.of, frame); break; }
      const link = put(to, 'a', '');
      set_attribute(link, 'href', href);
      set_attribute(link, 'target', '_blank');
      set_attribute(link, 'rel', 'noopener noreferrer');
      inlines(link, it.of, frame);
      put(link, 'span', 'unseen', ` (${frame.words.tab})`);
      break;
    }
    case 'image': {
      const src = allowed(it.url, frame, true);
      if (!src) { put(to, 'span', 'missing', it.alt); break; }
      const image = put(to, 'img', '');
      set_attribute(image, 'alt', it.alt);
      set_attribute(image, 'decoding', 'async');
      set_attribute(image, 'referrerpolicy', 'no-referrer');
      set_attribute(image, 'src', src);
      break;
    }
    default:
      if (TAGS[it.kind]) inlines(put(to, TAGS[it.kind], ''), it.of, frame);
  }
};
