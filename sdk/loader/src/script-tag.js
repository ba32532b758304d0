// The script-tag form: an instance from the attributes of the tag that loaded us.

const { defineProperty } = Object;

/** Begins an instance when our own script tag asks for one, and offers it as one global. */
export function readScriptTag(init) {
  const tag = ownTag();
  if (!tag) return;
  // Not by `dataset`: what is missing there would be looked for on Object.prototype.
  const given = (name) => tag.getAttribute(`data-${name}`) ?? undefined;
  const manifest = given('manifest');
  const bundle = given('bundle');
  if (!manifest && !bundle) return;
  const key = given('key');
  const next = given('key-next');
  const name = given('global') ?? 'lotse';
  const instance = init({
    manifest, bundle, project: given('project'), environment: given('environment'), language: given('language'), usage: given('usage'),
    storage: given('storage'), triggers: given('triggers') !== 'off', keys: key && (next ? [key, next] : [key]),
    desk: given('desk'), help: helpOf(given('launcher'), given('help-key')),
    requireSignature: given('require-signature') !== undefined, anchoring: given('without-anchoring') === undefined,
  });
  if (name && !(name in globalThis)) defineProperty(globalThis, name, { __proto__: null, value: instance, configurable: true });
}

const helpOf = (launcher, key) => (launcher || key ? { __proto__: null, launcher, key } : undefined);

function ownTag() {
  // Servers that render pages import us as well, and have none.
  const tags = globalThis.document?.querySelectorAll('script[data-manifest],script[data-bundle]') ?? [];
  for (let at = 0; at < tags.length; at += 1) {
    if (tags[at].src === import.meta.url) return tags[at];
  }
  return null;
}
