// What a guide calls the controls that it points at, out of the guide as it is published. Nothing of the page is read here.

import { page } from '../../../dom/src/js/natives.js';
import { shardsOf } from '../../../loader/src/prefix.js';

const { parse } = page.JSON;
const { keys } = page.Object;
const { isArray } = page.Array;
const MOST = 200;

/** Puts the names of all targets in a tree at the end of a list: they stand in its evidence, by language. */
const gather = (tree, names) => {
  if (!tree || typeof tree !== 'object') return;
  const evidence = tree.target?.evidence ?? [];
  for (let at = 0; at < evidence.length; at += 1) {
    const { kind, is } = evidence[at];
    if (kind !== 'name' && kind !== 'label' && kind !== 'text') continue;
    const tongues = keys(is);
    for (let tongue = 0; tongue < tongues.length && names.length < MOST; tongue += 1) names[names.length] = is[tongues[tongue]];
  }
  const members = keys(tree);
  for (let at = 0; at < members.length; at += 1) {
    if (isArray(tree) || members[at] === 'steps') gather(tree[members[at]], names);
  }
};

/** The names; `chunk` gives the text of a chunk by its name. */
export async function namesIn(index, address, guide, chunk) {
  const names = [];
  const shards = guide ? shardsOf(index, address) : [];
  for (let shard = 0; shard < shards.length && !names.length; shard += 1) {
    const { guides } = parse(await chunk(shards[shard]));
    for (let at = 0; at < guides.length; at += 1) {
      if (guides[at].id === guide) gather(parse(await chunk(guides[at].chunk)).guide, names);
    }
  }
  return names;
}
