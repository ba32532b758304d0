// One page, many addresses: "?view=orders", "?view=order&id=10423". Views are loaded when first needed.

import { delay } from './dom.js';

const LOADERS = {
  overview: () => import('../views/overview.js'),
  orders: () => import('../views/orders.js'),
  order: () => import('../views/order.js'),
  invoices: () => import('../views/invoices.js'),
  invoice: () => import('../views/invoice.js'),
  stock: () => import('../views/stock.js'),
  settings: () => import('../views/settings.js'),
};

// Long enough to see the loading state, as a real network would show it.
const LOADING_DELAY_MS = 120;

export function currentParams() {
  return new URLSearchParams(location.search);
}

export function viewName(params = currentParams()) {
  const name = params.get('view') ?? 'overview';
  return name in LOADERS ? name : 'overview';
}

let render = async () => {};

export async function loadView(name) {
  const [module] = await Promise.all([LOADERS[name](), delay(LOADING_DELAY_MS)]);
  return module;
}

/** Goes to an address such as "?view=orders". `replace` leaves no entry in the history. */
export function navigate(search, { replace = false } = {}) {
  history[replace ? 'replaceState' : 'pushState'](null, '', search);
  return render({ moveFocus: !replace });
}

function onLinkClick(event) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)
    return;
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
  if (!link || link.target || link.hasAttribute('download') || !link.getAttribute('href')?.startsWith('?')) return;
  event.preventDefault();
  navigate(link.getAttribute('href'));
}

export function startRouter(renderRoute) {
  render = renderRoute;
  document.addEventListener('click', onLinkClick);
  window.addEventListener('popstate', () => render({ moveFocus: true }));
  return render({ moveFocus: false });
}
