// The vectors of tests/suite/prefix, against the loader; the same run against Rust.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

import { mayMatch } from '../src/prefix.js';

const cases = JSON.parse(readFileSync(new URL('../../../tests/suite/prefix/cases.json', import.meta.url)));

test('vectors', () => {
  assert.ok(cases.length >= 15);
  for (const { prefix, address, may_fit: expected } of cases) {
    const manifest = JSON.stringify({ index: [{ prefix, shard: '0' }] });
    assert.equal(mayMatch(manifest, address), expected, `${prefix} on ${address}`);
  }
});

test('a manifest that cannot be read is the business of the core', () => {
  for (const text of ['', '{', 'null', '{"index":3}', '{"index":[{}]}', '{"index":[null]}']) {
    const isHit = mayMatch(text, '/');
    assert.equal(isHit, text !== '{"index":3}', text);
  }
  assert.equal(mayMatch('{"index":[]}', '/'), false);
});
