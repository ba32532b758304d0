// What an integrator writes, against the published types; compiled with every strictness, never run.

import { init, mayMatch, type Diagnostic, type Explanation, type InitOptions, type Lotse, type UsageEvent } from '../lotse.js';

const options: InitOptions = {
  manifest: '/help/manifest.json',
  keys: ['now', 'next'],
  requireSignature: true,
  language: 'de-CH',
  user: { id: 'u1', attributes: { role: 'clerk', level: 3, isNew: false, team: null } },
  storage: 'memory',
};
const lotse: Lotse = init(options);

export async function help(): Promise<string> {
  const stop: () => void = lotse.on('event', ({ id, release, event }: UsageEvent) => console.log(id, release, event.kind));
  lotse.on('diagnostic', ({ code, detail }: Diagnostic) => console.log(code, detail));
  lotse.register('open-settings', () => {});
  await lotse.identify(null);
  await lotse.pageChanged();
  const hasBegun: boolean = await lotse.start('invoice-tray');
  const why: Explanation = await lotse.explain('invoice-tray');
  await Promise.all([lotse.next(), lotse.back(), lotse.stop(), lotse.hostEvent('saved'), lotse.destroy()]);
  stop();
  return `${hasBegun} ${why.is_offered} ${lotse.version} ${mayMatch('{}', '/')}`;
}

// @ts-expect-error An instance needs neither more nor less than its options.
init();
// @ts-expect-error There are two kinds of listeners.
lotse.on('click', () => {});
// @ts-expect-error Facts are plain.
lotse.identify({ id: 'u1', attributes: { nested: {} } });
