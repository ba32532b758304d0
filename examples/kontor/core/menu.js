// Dropdown and context menus. They close as real ones do: on a pointer press or focus outside,
// on Escape, and when the window loses focus or is resized.

import { h, setFlag } from './dom.js';
import { icon } from './icons.js';

let open = null;

export function closeMenu({ restoreFocus = false } = {}) {
  if (!open) return;
  const { abort, node, opener, onClose } = open;
  open = null;
  abort.abort();
  node.remove();
  if (opener?.hasAttribute('aria-expanded')) setFlag(opener, 'aria-expanded', false);
  if (restoreFocus) opener?.focus();
  onClose?.();
}

function itemNode(item) {
  if (item.separator) return h('div', { role: 'separator', class: 'menu-separator' });
  const role = item.role ?? 'menuitem';
  const node = h('div', {
    role,
    class: item.danger ? 'menu-item menu-item-danger' : 'menu-item',
    tabindex: '-1',
    'aria-checked': role === 'menuitem' ? undefined : String(Boolean(item.checked)),
    'aria-disabled': item.disabled ? 'true' : undefined,
  });
  const mark = h('span', { class: 'menu-mark', 'aria-hidden': 'true' });
  if (item.checked) mark.append(icon('check'));
  else if (item.icon) mark.append(icon(item.icon));
  node.append(mark, h('span', { class: 'menu-text' }, item.label));
  if (item.shortcut) {
    node.setAttribute('aria-keyshortcuts', item.shortcut.replace('Ctrl', 'Control'));
    node.append(h('span', { class: 'menu-shortcut', 'aria-hidden': 'true' }, item.shortcut));
  }
  return node;
}

function activate(item, node) {
  if (item.disabled) return;
  if (!item.keepOpen) {
    closeMenu({ restoreFocus: true });
    item.onSelect();
    return;
  }
  item.checked = !item.checked;
  setFlag(node, 'aria-checked', item.checked);
  node.firstElementChild.replaceChildren(...(item.checked ? [icon('check')] : []));
  item.onSelect(item.checked);
}

function onKey(event, nodes, entries) {
  const at = nodes.indexOf(document.activeElement);
  const moves = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: nodes.length - 1 };
  if (event.key in moves) {
    nodes[(moves[event.key] + nodes.length) % nodes.length].focus();
  } else if (event.key === 'Enter' || event.key === ' ') {
    if (at >= 0) activate(entries[at], nodes[at]);
  } else if (event.key === 'Escape') {
    closeMenu({ restoreFocus: true });
  } else if (event.key === 'Tab') {
    closeMenu({ restoreFocus: true });
    return;
  } else if (event.key.length === 1) {
    const rest = [...nodes.slice(at + 1), ...nodes.slice(0, at + 1)];
    rest.find((node) => node.textContent.toLowerCase().startsWith(event.key.toLowerCase()))?.focus();
    return;
  } else {
    return;
  }
  event.preventDefault();
  event.stopPropagation();
}

function place(node, { anchor, x, y, alignEnd }) {
  const box = anchor?.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = node;
  let left = box ? (alignEnd ? box.right - width : box.left) : x;
  let top = box ? box.bottom + 6 : y;
  if (top + height > innerHeight - 8) top = Math.max(8, (box ? box.top - 6 : y) - height);
  left = Math.min(Math.max(8, left), Math.max(8, innerWidth - width - 8));
  node.style.setProperty('left', `${left}px`);
  node.style.setProperty('top', `${top}px`);
}

/**
 * `items`: {label, icon?, shortcut?, role?, checked?, danger?, keepOpen?, onSelect} or {separator: true}.
 * `where`: {anchor, alignEnd?} for a dropdown, {x, y, opener} for a context menu.
 */
export function openMenu({ label, items, onClose, ...where }) {
  const opener = where.anchor ?? where.opener;
  if (open && open.opener === opener && where.anchor) {
    closeMenu({ restoreFocus: true });
    return;
  }
  closeMenu();
  const entries = items.filter((item) => !item.separator);
  const children = items.map(itemNode);
  const nodes = children.filter((child) => child.getAttribute('role') !== 'separator');
  const node = h('div', { role: 'menu', class: 'menu', 'aria-label': label }, children);
  const abort = new AbortController();
  const { signal } = abort;
  document.getElementById('layer').append(node);
  place(node, where);
  open = { abort, node, opener, onClose };
  if (opener?.hasAttribute('aria-expanded')) setFlag(opener, 'aria-expanded', true);

  nodes.forEach((child, index) => {
    child.addEventListener('click', () => activate(entries[index], child));
    child.addEventListener('pointermove', () => child.focus({ preventScroll: true }));
  });
  node.addEventListener('keydown', (event) => onKey(event, nodes, entries));
  node.addEventListener('contextmenu', (event) => event.preventDefault());
  const isInside = (target) => target instanceof Node && (node.contains(target) || opener?.contains(target));
  document.addEventListener('pointerdown', (event) => isInside(event.target) || closeMenu(), { capture: true, signal });
  node.addEventListener('focusout', (event) => event.relatedTarget && !isInside(event.relatedTarget) && closeMenu(), {
    signal,
  });
  window.addEventListener('blur', () => closeMenu(), { signal });
  window.addEventListener('resize', () => closeMenu(), { signal });
  (nodes.find((child) => child.getAttribute('aria-checked') === 'true') ?? nodes[0]).focus({ preventScroll: true });
}

/** A button that opens a menu; `items` is called on every opening. */
export function menuButton({ label, content, items, alignEnd, menuLabel, ...props }) {
  const button = h(
    'button',
    {
      type: 'button',
      'aria-haspopup': 'menu',
      'aria-expanded': 'false',
      'aria-label': label,
      ...props,
      onclick: () =>
        openMenu({ label: menuLabel ?? label ?? button.textContent, items: items(), anchor: button, alignEnd }),
      onkeydown: (event) => {
        if (event.key !== 'ArrowDown') return;
        event.preventDefault();
        button.click();
      },
    },
    content,
  );
  return button;
}
