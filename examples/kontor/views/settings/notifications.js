// What arrives, and how: one main switch, channels, quiet hours, topics. Switches work at once.

import { h } from '../../core/dom.js';
import { icon } from '../../core/icons.js';
import { checkboxField, formCard, notice, switchField, textField } from '../../core/field.js';
import { t } from '../../core/i18n.js';
import { announceSaved, read, write } from '../../core/store.js';
import { toast } from '../../core/toast.js';

const TOPICS = ['order', 'hold', 'invoice', 'stock'];

function save(change) {
  write('notifications', { ...read('notifications'), ...change });
  announceSaved('notifications');
}

/** Quiet hours that cover the working day are almost always a mistake. */
function coversWorkingDay({ enabled, from, until }) {
  return enabled && from < '09:00' && until > '16:00' && from < until;
}

function permission() {
  return 'Notification' in window ? Notification.permission : 'unsupported';
}

function permissionHint(refresh) {
  const state = permission();
  const ask = async () => {
    await Notification.requestPermission();
    refresh();
  };
  const button =
    state === 'default' &&
    h('button', { type: 'button', class: 'button button-small', onclick: ask }, t('notifications.ask'));
  return notice(state === 'granted' ? 'info' : 'alert', h('p', {}, t(`notifications.${state}`)), button);
}

/** The first thing that keeps a message from the screen, or nothing. */
export function whatBlocks({ enabled, browser, quiet }) {
  if (!enabled) return 'blockedByMain';
  if (!browser) return 'blockedByChannel';
  return coversWorkingDay(quiet) ? 'blockedByQuiet' : null;
}

function test() {
  const blocked = whatBlocks(read('notifications'));
  write('lastNotificationTest', { delivered: blocked === null });
  if (blocked) {
    toast(t(`notifications.${blocked}`), 'alert');
    return;
  }
  toast(t('notifications.delivered'));
  if (permission() === 'granted') new Notification('Kontor', { body: t('notifications.delivered') });
}

function channelsCard(isOn) {
  const { browser, mail } = read('notifications');
  const hintPlace = h('div', {});
  const refresh = () => hintPlace.replaceChildren(...(read('notifications').browser ? [permissionHint(refresh)] : []));
  const channel = (name, on) =>
    switchField({
      label: t(`notifications.${name}`),
      hint: t(`notifications.${name}Hint`),
      on,
      disabled: !isOn,
      onChange: (next) => {
        save({ [name]: next });
        refresh();
        toast(t('notifications.saved'));
      },
    });
  refresh();
  return h(
    'section',
    { class: 'card', 'aria-labelledby': 'channels-title' },
    h(
      'header',
      { class: 'card-header' },
      h('h2', { id: 'channels-title', class: 'card-title' }, t('notifications.channels')),
    ),
    h(
      'div',
      { class: 'card-body form-stack' },
      channel('browser', browser).node,
      hintPlace,
      channel('mail', mail).node,
    ),
    h(
      'div',
      { class: 'card-actions' },
      h('button', { type: 'button', class: 'button', onclick: test }, icon('bell'), t('notifications.test')),
    ),
  );
}

function quietCard() {
  const { quiet } = read('notifications');
  const warning = h('div', {});
  const from = textField({ label: t('quiet.from'), type: 'time', required: true, value: quiet.from });
  const until = textField({ label: t('quiet.until'), type: 'time', required: true, value: quiet.until });
  const times = h('div', { class: 'form-grid' }, from.node, until.node);
  const showTimes = (on) => {
    times.hidden = !on;
    from.input.disabled = !on;
    until.input.disabled = !on;
    const draft = { enabled: on, from: from.input.value, until: until.input.value };
    warning.replaceChildren(...(coversWorkingDay(draft) ? [notice('alert', h('p', {}, t('quiet.warning')))] : []));
  };
  const power = switchField({
    label: t('quiet.switch'),
    hint: t('quiet.switchHint'),
    on: quiet.enabled,
    onChange: showTimes,
  });
  for (const { input } of [from, until]) input.addEventListener('change', () => showTimes(power.isOn()));
  showTimes(quiet.enabled);
  return formCard({
    title: t('quiet.title'),
    fields: [from, until],
    body: h('div', { class: 'form-stack' }, power.node, times, warning),
    onSave: () => {
      save({ quiet: { enabled: power.isOn(), from: from.input.value, until: until.input.value } });
      toast(t('quiet.saved'));
    },
  });
}

function topicsCard() {
  const { topics } = read('notifications');
  const boxes = TOPICS.map((topic) => ({
    topic,
    ...checkboxField({ label: t(`topics.${topic}`), checked: topics[topic] }),
  }));
  return formCard({
    title: t('topics.title'),
    fields: [],
    body: h(
      'div',
      { class: 'form-stack form-tight' },
      boxes.map(({ node }) => node),
    ),
    onSave: () => {
      save({ topics: Object.fromEntries(boxes.map(({ topic, input }) => [topic, input.checked])) });
      toast(t('topics.saved'));
    },
  });
}

export function mountNotifications() {
  const node = h('div', { class: 'stack' });
  const show = () => {
    const { enabled } = read('notifications');
    const main = switchField({
      label: t('notifications.main'),
      hint: t('notifications.mainHint'),
      on: enabled,
      onChange: (on) => {
        save({ enabled: on });
        show();
        toast(t(on ? 'notifications.switchedOn' : 'notifications.switchedOff'));
        node.querySelector('[role=switch]').focus();
      },
    });
    node.replaceChildren(
      h(
        'section',
        { class: 'card', 'aria-label': t('notifications.main') },
        h('div', { class: 'card-body' }, main.node),
      ),
      channelsCard(enabled),
      quietCard(),
      topicsCard(),
    );
  };
  show();
  return { node };
}
