// What a page makes of parts, beside the whole module: the same answers, and a trap where there is nothing yet.

const calls = [];
for (const a of [-3, -1, 0, 1, 2, 3, 4, 5, 7, 20]) for (const b of [-2, 0, 1, 6]) {
  for (const name of ['sum', 'pick', 'mix']) calls.push([name, a, b]);
}
const answer = (it, [name, a, b]) => {
  try { return `${it[name](a, b)}`; } catch (error) { return `${error}`; }
};
const bytes = (list) => new Uint8Array(list);
let count = 0;
const begun = async (packed) => {
  const page = await import(`./runtime.mjs?${count++}`);
  const unpacked = await page.unpack(new Response(bytes(packed)));
  await page.default(unpacked);
  return [page, unpacked];
};
const compare = async (whole, parts) => {
  const reference = (await WebAssembly.instantiate(bytes(whole), {})).instance.exports;
  const wanted = calls.map((call) => answer(reference, call));
  let early = 0;
  for (const [way, [first, packed, rest, second]] of parts.entries()) {
    const [page, unpacked] = await begun(packed);
    if (Buffer.compare(unpacked, bytes(first))) throw new Error(`${way}: what was packed comes out otherwise`);
    const spliced = page.splice(unpacked, bytes(rest));
    if (Buffer.compare(spliced, bytes(second))) throw new Error(`${way}: the patch makes another module`);
    // As far as the first part gets: what it answers is right, and what it cannot do traps.
    const probe = page.there();
    let able = 0;
    while (able < calls.length && answer(probe, calls[able]) === wanted[able]) able += 1;
    if (able < calls.length) {
      if (!/unreachable/.test(`${answer(probe, calls[able])}`)) throw new Error(`${way}: wrong instead of a trap`);
    }
    const [again, kept] = await begun(packed);
    const half = way % 3 ? able : Math.floor(able / 2);
    if (half) early += 1;
    for (let at = 0; at < half; at += 1) answer(again.there(), calls[at]);
    const before = again.there();
    await again.join(kept, bytes(rest), again);
    const after = again.there();
    if (after === before || after.memory !== before.memory) throw new Error(`${way}: not where the first part was`);
    for (let at = half; at < calls.length; at += 1) {
      const said = answer(after, calls[at]);
      if (said !== wanted[at]) throw new Error(`${way}: ${calls[at]}: ${said} instead of ${wanted[at]}`);
    }
  }
  if (early * 5 < parts.length) throw new Error(`only ${early} first parts could do anything`);
};
