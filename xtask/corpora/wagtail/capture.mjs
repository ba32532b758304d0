// Snapshots of Wagtail in the states that comparisons need: node capture.mjs BENCH WORK OUT
// BENCH is the folder of the locator benchmark, WORK holds one environment and two databases for each release, OUT takes a folder
// for each state; a state that is there already is left as it is.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PAGES, truth } from "./truth.mjs";

const [bench, work, out] = process.argv.slice(2);
const from = (file) => import(pathToFileURL(path.join(bench, file)).href);
const { launch } = await from("lib/browser.mjs");
const { snap } = await from("lib/capture.mjs");

const STATES = [
  "216-A-admin-en",
  "41-A-admin-en",
  "52-A-admin-en",
  "52-A-admin-de",
  "52-A-admin-ja",
  "52-A-editor-en",
  "74-A-admin-en",
  "74-A-admin-de",
  "74-A-admin-fr",
  "74-A-admin-ar",
  "74-A-editor-en",
  "74-B-admin-en",
  "74-B-editor-de",
  "74-B-editor-ar",
];
const settled = "document.fonts.ready.then(() => new Promise((ready) => setTimeout(ready, 250)))";

function serve(version, data, language) {
  const server = spawn(path.join(work, version, "bin/python"), ["-W", "ignore", "serve.py", "0", language], {
    cwd: import.meta.dirname,
    env: {
      ...process.env,
      CORPUS_DATABASE: path.join(work, `${version}-${data}.sqlite`),
      DJANGO_SETTINGS_MODULE: "settings",
      PYTHONDONTWRITEBYTECODE: "1",
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  process.once("exit", () => server.kill());
  return new Promise((ready, failed) => {
    server.stdout.once("data", (line) => ready({ port: Number(line), end: () => server.kill() }));
    server.once("exit", (code) => failed(new Error(`the server of ${version} ended with ${code}`)));
  });
}

async function capture(browser, state) {
  const [version, data, role, lang] = state.split("-");
  const { port, end } = await serve(version, data, lang);
  const context = await browser.newContext({ locale: lang, viewport: { width: 1366, height: 900 } });
  const page = await context.newPage();
  const base = `http://127.0.0.1:${port}`;
  await page.route("**/*", (route) => (route.request().url().startsWith(base) ? route.continue() : route.abort()));
  const folder = path.join(out, `${state}.part`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const notes = [];
  for (const [name, addresses] of Object.entries(PAGES)) {
    let isThere = false;
    for (const address of addresses) {
      const wanted = `${base}/admin/${address}`;
      const reply = await page.goto(wanted);
      isThere = reply.ok() && page.url() === wanted;
      if (isThere) break;
    }
    if (!isThere) {
      notes.push(`${name}: not there`);
      continue;
    }
    await page.evaluate(settled);
    const { dup, keys } = await snap(page, path.join(folder, name), truth.toString(), { page: name, version, data, role, lang });
    notes.push(`${name}: ${keys.length}${dup.length ? `, twice: ${dup.join(" ")}` : ""}`);
    if (name === "login") {
      await page.fill("input[name=username]", role);
      await page.fill("input[name=password]", "x");
      await page.click("[type=submit]");
      await page.waitForURL(`${base}/admin/`);
    }
  }
  await context.close();
  end();
  fs.writeFileSync(path.join(folder, "notes.txt"), `${notes.join("\n")}\n`);
  fs.renameSync(folder, path.join(out, state));
}

const browser = await launch();
for (const state of STATES) {
  if (fs.existsSync(path.join(out, state))) continue;
  await capture(browser, state);
  console.error(`wagtail ${state}`);
}
await browser.close();
