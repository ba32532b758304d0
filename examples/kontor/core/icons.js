// Line icons on a 16 px grid, drawn for this app; each entry is one path.

const PATHS = {
  overview: 'M2.5 2.5h4.5v5h-4.5zM9 2.5h4.5v3h-4.5zM9 8h4.5v5.5h-4.5zM2.5 10h4.5v3.5h-4.5z',
  orders: 'M3 2.5h10v11h-10zM5.5 5.5h5M5.5 8h5M5.5 10.5h3',
  invoices: 'M4 1.8h8v12.4l-2-1.3-2 1.3-2-1.3-2 1.3zM6.3 5h3.4M6.3 7.8h3.4',
  stock: 'M8 1.8 13.5 4.6v6.8L8 14.2 2.5 11.4V4.6zM2.5 4.6 8 7.5l5.5-2.9M8 7.5v6.7',
  settings:
    'M2.5 4.5h6M12 4.5h1.5M2.5 11.5h1.5M7.5 11.5h6M8.5 4.5a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0-3.5 0M4 11.5a1.75 1.75 0 1 0 3.5 0a1.75 1.75 0 1 0-3.5 0',
  search: 'M7 2.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9M10.3 10.3 13.5 13.5',
  bell: 'M8 2a4 4 0 0 1 4 4v2.6l1.2 2.4H2.8L4 8.6V6a4 4 0 0 1 4-4M6.5 13.2a1.6 1.6 0 0 0 3 0',
  bellOff: 'M5 3.2A4 4 0 0 1 12 6v2.6l.6 1.2M10.8 11H2.8L4 8.6V6M6.5 13.2a1.6 1.6 0 0 0 3 0M2 2l12 12',
  plus: 'M8 3v10M3 8h10',
  menu: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11',
  close: 'M4 4l8 8M12 4l-8 8',
  check: 'M3 8.5 6.5 12 13 4.5',
  down: 'M4.5 6.5 8 10l3.5-3.5',
  right: 'M6.5 4.5 10 8l-3.5 3.5',
  left: 'M9.5 4.5 6 8l3.5 3.5',
  up: 'M4.5 9.5 8 6l3.5 3.5',
  more: 'M3.5 8h.01M8 8h.01M12.5 8h.01',
  filter: 'M2.5 3.5h11L9.5 8.5v4l-3 1v-5z',
  calendar: 'M2.5 3.8h11v9.7h-11zM2.5 6.8h11M5.3 2.2v2.6M10.7 2.2v2.6',
  download: 'M8 2.5v7.5M4.8 7 8 10.2 11.2 7M3 13.2h10',
  print: 'M4.5 6V2.5h7V6M4.5 11.5h-2V6h11v5.5h-2M4.5 9.5h7v4h-7z',
  sun: 'M8 5.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6M8 1.5v1.4M8 13.1v1.4M1.5 8h1.4M13.1 8h1.4M3.4 3.4l1 1M11.6 11.6l1 1M12.6 3.4l-1 1M4.4 11.6l-1 1',
  moon: 'M13 9.6A5.5 5.5 0 0 1 6.4 3a5.5 5.5 0 1 0 6.6 6.6',
  user: 'M8 2.5a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 1 0 0-5.2M2.8 13.5a5.2 5.2 0 0 1 10.4 0',
  globe:
    'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M2 8h12M8 2c2 1.8 2.6 3.8 2.6 6S10 12.2 8 14c-2-1.8-2.6-3.8-2.6-6S6 3.8 8 2',
  keyboard: 'M1.8 4h12.4v8h-12.4zM4.2 6.7h.01M6.7 6.7h.01M9.2 6.7h.01M11.7 6.7h.01M5 9.5h6',
  reset: 'M3 3v3.5h3.5M3.2 6.4A5.2 5.2 0 1 1 2.9 9.3',
  info: 'M8 2a6 6 0 1 0 0 12a6 6 0 1 0 0-12M8 7.3v3.5M8 5.2h.01',
  alert: 'M8 2.2 14.2 13H1.8zM8 6.5v3M8 11.3h.01',
  pause: 'M5.5 3.5v9M10.5 3.5v9',
  truck:
    'M1.5 4h8v7h-8zM9.5 6.5h2.7l2.3 2.3v2.2h-5M4.5 9.8a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 1 0 0-2.8M11.5 9.8a1.4 1.4 0 1 0 0 2.8a1.4 1.4 0 1 0 0-2.8',
  copy: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3',
  trash: 'M3 4.5h10M6 4.5v-2h4v2M4.3 4.5l.6 9h6.2l.6-9',
  open: 'M9 2.5h4.5V7M13.5 2.5 7.5 8.5M11.5 9.5v4h-9v-9h4',
  tray: 'M2.5 9l2-5.5h7l2 5.5v4h-11zM2.5 9H6l.8 1.6h2.4L10 9h3.5',
  away: 'M2.5 3.5h11v8h-6l-3 2.5v-2.5h-2zM5.5 6.5h5M5.5 8.7h3',
};

const SVG = 'http://www.w3.org/2000/svg';

/** A decorative icon: hidden from assistive technology, the control carries the name. */
export function icon(name, size = 16) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 16 16');
  svg.setAttribute('width', String(size));
  svg.setAttribute('height', String(size));
  svg.setAttribute('class', name === 'more' ? 'icon icon-dots' : 'icon');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}

export function svgElement(tag, attributes, ...children) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
