// Every page of the comparisons as flat text, for the native evaluation: node dump.mjs BENCH OUT LIST.json...
// BENCH is the folder of the locator benchmark; a LIST is what its `bench.mjs --list` prints. Writes OUT/pages/N.txt and
// OUT/pages.jsonl: {id, app, state, page, ops, seed, elements: {key: index}, removed: [key]}. Pages that are there are not read again.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [bench, out, ...lists] = process.argv.slice(2);
const from = (file) => import(pathToFileURL(path.join(bench, file)).href);
const { launch } = await from("lib/browser.mjs");
const { addCorpora, dirOf } = await from("lib/pairs.mjs");
if (process.env.LOTSE_CORPORA) await addCorpora(process.env.LOTSE_CORPORA);
const mutate = fs.readFileSync(path.join(bench, "lib/mutate-inpage.js"), "utf8").replace(/^\s*\/\/.*$/gm, "");
const reader = fs.readFileSync(path.join(import.meta.dirname, "../../../sdk/retrace/src/page.js"), "utf8");

const wanted = new Map();
const want = (app, state, page, ops, seed, keys) => {
  const id = JSON.stringify([app, state, page, ops, ops.length ? [seed, keys] : 0]);
  if (!wanted.has(id)) wanted.set(id, { app, state, page, ops, seed, keys });
};
for (const list of lists) {
  for (const group of JSON.parse(fs.readFileSync(list, "utf8"))) {
    for (const item of group.items) {
      want(group.app, group.from, item.page, [], 0, []);
      want(group.app, group.to, item.page, group.ops, item.seed, item.present);
    }
  }
}
fs.mkdirSync(path.join(out, "pages"), { recursive: true });
const index = path.join(out, "pages.jsonl");
const rows = fs.existsSync(index) ? fs.readFileSync(index, "utf8").split("\n").filter(Boolean).map((row) => JSON.parse(row)) : [];
const have = new Set(rows.map((row) => row.name));

const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, bypassCSP: true });
const page = await context.newPage();
let current = "";
await page.route("**/*", (route) => {
  const { pathname } = new URL(route.request().url());
  if (pathname === "/__reader__.js") return route.fulfill({ contentType: "text/javascript", body: reader });
  const isMain = route.request().isNavigationRequest() && route.request().frame() === page.mainFrame();
  return isMain ? route.fulfill({ contentType: "text/html; charset=utf-8", body: current }) : route.abort();
});
let id = rows.length;
for (const [name, entry] of wanted) {
  if (have.has(name)) continue;
  const file = path.join(dirOf(entry.app), entry.state, entry.page);
  current = fs.readFileSync(`${file}.html`, "utf8");
  const { url } = JSON.parse(fs.readFileSync(`${file}.json`, "utf8"));
  await page.goto("about:blank");
  await page.goto(`http://host.test${url.startsWith("/") ? url : `/${url}`}`, { waitUntil: "domcontentloaded" });
  const result = await page.evaluate(
    async ([ops, seed, keys, mutate]) => {
      const elements = new Map();
      for (const element of document.querySelectorAll("[data-bench-gt]")) {
        elements.set(element.getAttribute("data-bench-gt"), element);
        element.removeAttribute("data-bench-gt");
      }
      let removed = [];
      if (ops.length) {
        const some = new Map(keys.filter((key) => elements.has(key)).map((key) => [key, elements.get(key)]));
        removed = (0, eval)(`(${mutate})`)(some, ops, seed);
        for (const key of keys) {
          if (some.has(key)) elements.set(key, some.get(key));
          else elements.delete(key);
        }
      }
      const { read } = await import("/__reader__.js");
      const { text, nodes } = read(document, (name) => name.startsWith("data-bench-"), { everyBox: true });
      const indexes = new Map(nodes.map((node, at) => [node, at]));
      const found = {};
      for (const [key, element] of elements) if (indexes.has(element)) found[key] = indexes.get(element);
      return { text, found, removed };
    },
    [entry.ops, entry.seed, entry.keys, mutate],
  );
  fs.writeFileSync(path.join(out, "pages", `${id}.txt`), result.text);
  const { app, state, page: of, ops, seed } = entry;
  fs.appendFileSync(index, `${JSON.stringify({ id, name, app, state, page: of, ops, seed, elements: result.found, removed: result.removed })}\n`);
  if (++id % 50 === 0) console.error(`${id} pages of ${wanted.size}`);
}
await browser.close();
console.error(`${id} pages`);
