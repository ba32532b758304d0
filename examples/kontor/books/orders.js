// 2,000 orders, the same on every machine: a seeded generator, no clock.

import { ARTICLES } from './articles.js';
import { COMPANIES } from './companies.js';
import { read, update } from '../core/store.js';

export const ORDER_COUNT = 2000;
const FIRST_NUMBER = 24001;
const DAY_MS = 86_400_000;

/** The day on which the demo's books stand. */
export const TODAY = '2026-11-20';
export const TODAY_MS = Date.parse(`${TODAY}T15:00:00Z`);

export const STATUSES = ['draft', 'confirmed', 'picking', 'shipped', 'delivered', 'on_hold', 'cancelled'];

/** mulberry32 (Tommy Ettinger, public domain): small, fast and good enough for demo data. */
export function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function statusFor(ageDays, roll) {
  if (roll < 0.03) return 'cancelled';
  if (roll < 0.055) return 'on_hold';
  if (ageDays > 21) return 'delivered';
  if (ageDays > 9) return roll < 0.8 ? 'delivered' : 'shipped';
  if (ageDays > 4) return roll < 0.6 ? 'shipped' : 'picking';
  if (ageDays > 1) return roll < 0.45 ? 'picking' : 'confirmed';
  return roll < 0.3 ? 'draft' : 'confirmed';
}

function isoDay(ms) {
  return new Date(ms).toISOString().slice(0, 10);
}

function makeOrder(index, random) {
  const daysAgo = Math.floor(((ORDER_COUNT - 1 - index) / ORDER_COUNT) * 318);
  const placedMs = Date.parse(`${TODAY}T07:00:00Z`) - daysAgo * DAY_MS + Math.floor(random() * 9 * 60) * 60_000;
  const lines = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const article = ARTICLES[Math.floor(random() * ARTICLES.length)];
    const most = article.cents > 9000 ? 4 : article.cents > 2000 ? 40 : 600;
    return { sku: article.sku, quantity: 1 + Math.floor(random() * most), cents: article.cents };
  });
  const ageDays = Math.round((TODAY_MS - placedMs) / DAY_MS);
  return {
    number: FIRST_NUMBER + index,
    company: Math.floor(random() * COMPANIES.length),
    placedMs,
    status: statusFor(ageDays, random()),
    delivery: isoDay(placedMs + (4 + Math.floor(random() * 12)) * DAY_MS),
    reference: `B-${String(1000 + Math.floor(random() * 9000))}`,
    lines,
  };
}

let base = null;

function baseOrders() {
  if (!base) {
    const random = generator(20261120);
    base = Array.from({ length: ORDER_COUNT }, (_, index) => makeOrder(index, random));
  }
  return base;
}

export function netCents(order) {
  return order.lines.reduce((sum, line) => sum + line.cents * line.quantity, 0);
}

/** VAT at 19 %, rounded to whole cents. */
export function vatCents(order) {
  return Math.round(netCents(order) * 0.19);
}

export function totalCents(order) {
  return netCents(order) + vatCents(order);
}

/** All orders, newest first, with the changes made in this browser. */
export function allOrders() {
  const { added, changed } = read('orders');
  const merged = [...baseOrders(), ...added].map((order) => ({ ...order, ...changed[order.number] }));
  return merged.reverse();
}

export function findOrder(number) {
  return allOrders().find((order) => order.number === Number(number)) ?? null;
}

export function changeOrder(number, change) {
  const { changed } = read('orders');
  update('orders', { changed: { ...changed, [number]: { ...changed[number], ...change } } });
}

export function addOrder(fields) {
  const { added } = read('orders');
  const order = {
    number: FIRST_NUMBER + ORDER_COUNT + added.length,
    placedMs: TODAY_MS,
    status: 'confirmed',
    ...fields,
  };
  update('orders', { added: [...added, order] });
  return order;
}
