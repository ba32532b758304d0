// Invoices follow from shipped and delivered orders; every third order of the last weeks has one.

import { COMPANIES } from './companies.js';
import { allOrders, TODAY_MS, totalCents } from './orders.js';

const DAY_MS = 86_400_000;
const INVOICE_COUNT = 180;
const TERM_DAYS = 14;

export const INVOICE_STATUSES = ['open', 'overdue', 'paid'];

function isoDay(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}

function makeInvoice(order) {
  const issuedMs = order.placedMs + 5 * DAY_MS;
  const dueMs = issuedMs + TERM_DAYS * DAY_MS;
  const isPaid = (order.number * 7) % 10 < (dueMs < TODAY_MS ? 9 : 3);
  return {
    number: `R-2026-${order.number - 24000}`,
    order,
    company: COMPANIES[order.company],
    issued: isoDay(issuedMs),
    due: isoDay(dueMs),
    cents: totalCents(order),
    status: isPaid ? 'paid' : dueMs < TODAY_MS ? 'overdue' : 'open',
  };
}

export function allInvoices() {
  return allOrders()
    .filter((order) => (order.status === 'shipped' || order.status === 'delivered') && order.number % 3 === 0)
    .slice(0, INVOICE_COUNT)
    .map(makeInvoice);
}

export function findInvoice(number) {
  return allInvoices().find((invoice) => invoice.number === number) ?? null;
}
