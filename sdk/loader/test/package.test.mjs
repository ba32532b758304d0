// The package as it would be published. The build says where it lies; without that there is nothing to test.

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';

const folder = process.env.LOTSE_PACKAGE;

test('everything that package.json names is there', { skip: folder ? false : 'not built' }, () => {
  const { exports, files, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8'));
  assert.match(version, /^\d+\.\d+\.\d+$/);
  for (const path of [exports['.'].types, exports['.'].default, ...files]) {
    assert.ok(existsSync(`${folder}/${path}`), path);
  }
  for (const name of ['lotse-core.js', 'lotse-core.wasm', 'lotse-rest.js', 'lotse-rest.wasm', 'integrity.json']) {
    assert.ok(existsSync(`${folder}/dist/${name}`), name);
  }
});

test('a server that renders pages can import it', { skip: folder ? false : 'not built' }, async () => {
  const { init, mayMatch } = await import(pathToFileURL(`${folder}/dist/lotse.js`).href);
  assert.equal(typeof init, 'function');
  assert.equal(mayMatch('{"index":[]}', '/'), false);
});
