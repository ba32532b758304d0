// Snapshots of OctoPrint in the states that comparisons need: node capture.mjs BENCH WORK OUT
// BENCH is the folder of the locator benchmark, WORK takes one environment for each release and what the servers keep, OUT takes a folder
// for each state; a state that is there already is left as it is. CORPUS_STATES, a regular expression, captures only some of them, and
// CORPUS_PICTURES names a folder for a picture of each page.
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { PASSWORD, fill, write } from "./seed.mjs";
import { PAGES, truth } from "./truth.mjs";

const [bench, work, out] = process.argv.slice(2);
const from = (file) => import(pathToFileURL(path.join(bench, file)).href);
const { launch } = await from("lib/browser.mjs");
const { snap } = await from("lib/capture.mjs");

// Older packages are built with the tools of their time.
const RELEASES = {
  14: { packages: ["octoprint==1.4.2"], limits: ["cython<3", "setuptools<58"] },
  18: { packages: ["octoprint==1.8.7"], limits: ["cython<3", "setuptools<66", "limits<4"] },
  111: { packages: ["octoprint==1.11.3"], limits: ["setuptools<80"] },
};
const STATES = [
  "14-A-admin-en",
  "14-A-operator-en",
  "18-A-admin-en",
  "18-A-admin-de",
  "18-A-archivist-en",
  "111-A-admin-en",
  "111-A-admin-de",
  "111-A-operator-en",
  "111-A-archivist-en",
  "111-A-keeper-en",
  "111-A-guest-en",
  "111-A-operator-de",
  "111-B-admin-en",
  "111-B-archivist-en",
  "111-B-operator-de",
];
// Nothing may ask the internet, or snapshots would depend on the day.
const nowhere = "http://127.0.0.1:1";
const offline = { ...process.env, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere, NO_PROXY: "127.0.0.1", PYTHONDONTWRITEBYTECODE: "1" };

function install(version) {
  const { packages, limits } = RELEASES[version];
  const folder = path.join(work, version);
  const installed = path.join(folder, "installed.txt");
  const wanted = [...packages, ...limits].join("\n");
  if (fs.existsSync(installed) && fs.readFileSync(installed, "utf8") === wanted) return;
  const constraints = path.join(work, `${version}-limits.txt`);
  fs.mkdirSync(work, { recursive: true });
  fs.writeFileSync(constraints, `${limits.join("\n")}\n`);
  const env = { ...process.env, PIP_CONSTRAINT: constraints };
  const run = (program, ...words) => execFileSync(program, words, { stdio: ["ignore", "inherit", "inherit"], env });
  run("python3", "-m", "venv", folder);
  run(path.join(folder, "bin/pip"), "install", "--quiet", "--disable-pip-version-check", "setuptools", "wheel", ...packages);
  if (version === "14") {
    const script = "import sysconfig; print(sysconfig.get_paths()['purelib'])";
    const packagesFolder = execFileSync(path.join(folder, "bin/python"), ["-c", script], { encoding: "utf8" }).trim();
    fs.copyFileSync(path.join(import.meta.dirname, "older_names.py"), path.join(packagesFolder, "older_names.py"));
    fs.writeFileSync(path.join(packagesFolder, "older_names.pth"), "import older_names\n");
  }
  fs.writeFileSync(installed, wanted);
}

const freePort = () =>
  new Promise((ready) => {
    const probe = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => ready(port));
    });
  });

async function serve(version, data) {
  const program = path.join(work, version, "bin/octoprint");
  const folder = path.join(work, `${version}-${data}`);
  write(folder, data);
  const first = ["--basedir", folder, "user", "add", "admin", "--password", PASSWORD, "--admin"];
  execFileSync(program, first, { stdio: "ignore", env: offline });
  const port = await freePort();
  const log = fs.openSync(path.join(work, `${version}-${data}.log`), "w");
  const words = ["serve", "--basedir", folder, "--host", "127.0.0.1", "--port", String(port), "--iknowwhatimdoing"];
  const server = spawn(program, words, { stdio: ["ignore", log, log], env: offline });
  const end = () => server.kill("SIGKILL");
  process.once("exit", end);
  const base = `http://127.0.0.1:${port}`;
  for (let at = 0; at < 240; at++) {
    if (server.exitCode !== null) throw new Error(`the server of ${version} ended with ${server.exitCode}`);
    const reply = await fetch(`${base}/`, { headers: { "Accept-Language": "en" } }).catch(() => undefined);
    if (reply?.ok) return { base, end };
    await new Promise((ready) => setTimeout(ready, 500));
  }
  throw new Error(`the server of ${version} does not answer`);
}

/** A browser in which somebody is signed in. */
async function enter(browser, base, role, lang) {
  const context = await browser.newContext({ locale: lang, viewport: { width: 1366, height: 900 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  await page.route("**/*", (route) => (route.request().url().startsWith(base) ? route.continue() : route.abort()));
  // A page that is still loading signs in as nobody, which may come after ours.
  for (let at = 0; role !== "guest"; at++) {
    if (at === 5) throw new Error(`${role} cannot sign in`);
    await page.goto(`${base}/`);
    await page.waitForFunction(() => window.OctoPrint?.browser?.login && window.OctoPrint.options.baseurl);
    await page.waitForTimeout(2000);
    const who = await page.evaluate(
      async ([name, password]) => {
        await Promise.resolve(window.OctoPrint.browser.login(name, password, false)).catch(() => {});
        return (await window.OctoPrint.browser.passiveLogin()).name;
      },
      [role, PASSWORD],
    );
    if (who === role) break;
  }
  await open(page, base);
  return { context, page };
}

async function open(page, base) {
  await page.goto(`${base}/`);
  await page.waitForFunction(() => {
    const main = document.querySelector("#page-container-main");
    return main && getComputedStyle(main).display !== "none" && document.querySelector(".gcode_files .entry[id]");
  });
  await page.waitForTimeout(1500);
}

/** Closes what is open: dialogs, menus, notices. */
async function tidy(page) {
  await page.evaluate(() => {
    const { $, PNotify } = window;
    PNotify?.removeAll?.();
    $(".modal.in").modal("hide");
    for (const menu of document.querySelectorAll(".dropdown.open, .btn-group.open")) menu.classList.remove("open");
  });
  await page.waitForFunction(() => !document.querySelector(".modal.in, .modal-backdrop"), undefined, { timeout: 5000 }).catch(() => {});
}

/** Does the steps that lead to a page: clicks on the first shown element of each selector. */
async function reach(page, steps) {
  for (const step of steps) {
    const isThere = await page.evaluate((step) => {
      const shown = (element) => {
        const box = element.getBoundingClientRect();
        return box.width > 1 && box.height > 1 && getComputedStyle(element).visibility !== "hidden";
      };
      const target = [...document.querySelectorAll(step)].find(shown);
      target?.click();
      return Boolean(target);
    }, step);
    if (!isThere) return false;
    await page.waitForTimeout(400);
  }
  return true;
}

// Closed dialogs are most of a page, and nobody sees them.
const leaveOut = () => {
  window.leftOut = [...document.querySelectorAll(".modal:not(.in)")].map((dialog) => {
    const mark = document.createComment("");
    dialog.replaceWith(mark);
    return [mark, dialog];
  });
};
const putBack = () => {
  for (const [mark, dialog] of window.leftOut.reverse()) mark.replaceWith(dialog);
};

async function capture(browser, base, state) {
  const [version, data, role, lang] = state.split("-");
  const { context, page } = await enter(browser, base, role, lang);
  const folder = path.join(out, `${state}.part`);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  const notes = [];
  for (const [name, steps] of Object.entries(PAGES)) {
    await tidy(page);
    if (!(await reach(page, steps))) {
      notes.push(`${name}: not there`);
      continue;
    }
    await page.evaluate(() => window.PNotify?.removeAll?.());
    await page.waitForTimeout(250);
    await page.evaluate(leaveOut);
    const { dup, keys } = await snap(page, path.join(folder, name), truth.toString(), { page: name, version, data, role, lang });
    await page.evaluate(putBack);
    notes.push(`${name}: ${keys.length}${dup.length ? `, twice: ${dup.join(" ")}` : ""}`);
    if (process.env.CORPUS_PICTURES) await page.screenshot({ path: path.join(process.env.CORPUS_PICTURES, `${state}-${name}.png`) });
  }
  await context.close();
  fs.writeFileSync(path.join(folder, "notes.txt"), `${notes.join("\n")}\n`);
  fs.renameSync(folder, path.join(out, state));
}

for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
const wanted = new RegExp(process.env.CORPUS_STATES ?? "");
const missing = STATES.filter((state) => wanted.test(state) && !fs.existsSync(path.join(out, state)));
const browser = await launch();
for (const served of new Set(missing.map((state) => state.split("-").slice(0, 2).join("-")))) {
  const [version, data] = served.split("-");
  install(version);
  const { base, end } = await serve(version, data);
  const { context, page } = await enter(browser, base, "admin", "en");
  await fill(page, data);
  await context.close();
  for (const state of missing.filter((state) => state.startsWith(`${served}-`))) {
    await capture(browser, base, state);
    console.error(`octoprint ${state}`);
  }
  end();
}
await browser.close();
process.exit(0);
