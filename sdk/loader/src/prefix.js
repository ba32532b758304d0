// What the loader can rule out by itself: pages that no guide is for.

const { parse } = JSON;

/**
 * Whether a manifest may have something for an address (path, query and fragment): false hits allowed, false misses never.
 * A prefix is compared with the front of the address, small and capital letters alike; where a letter there is
 * percent-encoded, one cannot know. The same test vectors run against `lotse_model::url::may_fit`.
 */
export function mayMatch(manifestText, address) {
  try {
    return fitsAny(parse(manifestText).index, address);
  } catch {
    return true;
  }
}

/** Whether signs of problems are published for an address. */
export function hasSigns(manifestText, address) {
  try {
    return fitsAny(parse(manifestText).signs ?? [], address);
  } catch {
    return false;
  }
}

function fitsAny(index, address) {
  for (let at = 0; at < index.length; at += 1) {
    if (mayFit(index[at].prefix, address)) return true;
  }
  return false;
}

function mayFit(prefix, address) {
  const front = address.slice(0, prefix.length);
  return front.includes('%') || front.toLowerCase() === prefix;
}
