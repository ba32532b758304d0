// What can be done with one order, from the row's menu, its context menu and the order itself.

import { t } from '../core/i18n.js';
import { navigate } from '../core/router.js';
import { announceSaved } from '../core/store.js';
import { toast } from '../core/toast.js';
import { COMPANIES } from '../books/companies.js';
import { changeOrder } from '../books/orders.js';

export function openOrder(order) {
  navigate(`?view=order&id=${order.number}`);
}

export function setOrderStatus(order, status) {
  changeOrder(order.number, { status });
  announceSaved('orders', { number: order.number });
  toast(t('orders.statusChanged', { number: order.number, status: t(`status.${status}`) }));
}

async function copyNumber(order) {
  try {
    await navigator.clipboard.writeText(String(order.number));
    toast(t('orders.copied', { number: order.number }));
  } catch {
    toast(t('orders.copyRefused'), 'alert');
  }
}

async function printDeliveryNote(order) {
  const { openPrint } = await import('../dialogs/print.js');
  openPrint({
    title: t('print.deliveryNote', { number: order.number }),
    document: String(order.number),
    company: COMPANIES[order.company],
  });
}

/** Entries for a menu; the first one opens the order. */
export function orderActions(order) {
  const isHeld = order.status === 'on_hold';
  const isFinal = order.status === 'delivered' || order.status === 'cancelled';
  return [
    { label: t('orders.open'), icon: 'open', onSelect: () => openOrder(order) },
    { label: t('orders.printNote'), icon: 'print', onSelect: () => printDeliveryNote(order) },
    { label: t('orders.copyNumber'), icon: 'copy', onSelect: () => copyNumber(order) },
    { separator: true },
    isHeld
      ? { label: t('orders.release'), icon: 'check', onSelect: () => setOrderStatus(order, 'confirmed') }
      : {
          label: t('orders.hold'),
          icon: 'pause',
          disabled: isFinal,
          onSelect: () => setOrderStatus(order, 'on_hold'),
        },
    {
      label: t('orders.cancelOrder'),
      icon: 'trash',
      danger: true,
      disabled: isFinal,
      onSelect: () => setOrderStatus(order, 'cancelled'),
    },
  ];
}
