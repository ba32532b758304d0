// What the loader can rule out by itself: pages that no guide is for.

const { parse } = JSON;

/**
 * Whether a manifest may have something for an address (path, query and fragment): false hits allowed, false misses never.
 * A prefix is compared with the front of the address, small and capital letters alike; where a letter there is
 * percent-encoded, one cannot know. The same test vectors run against `lotse_model::url::may_fit`.
 */
export function mayMatch(manifestText, address) {
  try {
    return !!shardsOf(parse(manifestText).index, address)[0];
  } catch {
    return true;
  }
}

/** Names of the shards that a manifest has for an address: of guides, or of signs of problems. */
export function shardsFor(manifestText, address, list = 'index') {
  try {
    return shardsOf(parse(manifestText)[list], address);
  } catch {
    return [];
  }
}

/** Names of those shards of a list that may fit an address. */
export function shardsOf(index, address) {
  const shards = [];
  for (let at = 0; at < index.length; at += 1) {
    if (mayFit(index[at].prefix, address)) shards[shards.length] = index[at].shard;
  }
  return shards;
}

function mayFit(prefix, address) {
  const front = address.slice(0, prefix.length);
  return front.includes('%') || front.toLowerCase() === prefix;
}
