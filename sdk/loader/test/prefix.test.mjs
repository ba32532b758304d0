// The vectors of tests/suite/prefix, against the loader; the same run against Rust.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { mayMatch, shardsFor } from '../src/prefix.js';

const cases = JSON.parse(readFileSync(new URL('../../../tests/suite/prefix/cases.json', import.meta.url)));

test('vectors', () => {
  assert.ok(cases.length >= 15);
  for (const { prefix, address, may_fit: expected } of cases) {
    const manifest = JSON.stringify({ index: [{ prefix, shard: '0' }] });
    assert.equal(mayMatch(manifest, address), expected, `${prefix} on ${address}`);
  }
});

test('shards are named that fit, and none where nothing can be read', () => {
  const manifest = JSON.stringify({ index: [{ prefix: '/a', shard: '1' }, { prefix: '/b', shard: '2' }, { prefix: '/a/c', shard: '3' }] });
  assert.deepEqual(shardsFor(manifest, '/a/c/d'), ['1', '3']);
  assert.deepEqual(shardsFor(manifest, '/'), []);
  for (const text of ['', 'null', '{"index":[{}]}']) assert.deepEqual(shardsFor(text, '/'), []);
});

test('a manifest that cannot be read is the business of the core', () => {
  for (const text of ['', '{', 'null', '{"index":3}', '{"index":[{}]}', '{"index":[null]}']) {
    const isHit = mayMatch(text, '/');
    assert.equal(isHit, text !== '{"index":3}', text);
  }
  assert.equal(mayMatch('{"index":[]}', '/'), false);
});
