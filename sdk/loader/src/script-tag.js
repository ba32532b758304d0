// The script-tag form: an instance from the attributes of the tag that loaded us.

/** Begins an instance when our own script tag asks for one, and offers it as one global. */
export function readScriptTag(init) {
  const tag = ownTag();
  if (!tag) return;
  const { manifest, bundle, project, environment, language, key, keyNext, global, triggers, storage } = tag.dataset;
  if (!manifest && !bundle) return;
  const keys = key && keyNext ? [key, keyNext] : key ? [key] : undefined;
  const name = global ?? 'lotse';
  const instance = init({
    manifest, bundle, project, environment, language, storage, triggers: triggers !== 'off', keys,
    requireSignature: tag.hasAttribute('data-require-signature'), anchoring: !tag.hasAttribute('data-without-anchoring'),
  });
  if (name && !(name in globalThis)) Object.defineProperty(globalThis, name, { __proto__: null, value: instance, configurable: true });
}

function ownTag() {
  // Servers that render pages import us as well, and have none.
  const tags = globalThis.document?.querySelectorAll('script[data-manifest],script[data-bundle]') ?? [];
  for (let at = 0; at < tags.length; at += 1) {
    if (tags[at].src === import.meta.url) return tags[at];
  }
  return null;
}
