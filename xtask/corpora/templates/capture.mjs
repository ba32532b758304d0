// Snapshots of admin templates in several major releases: node capture.mjs BENCH WORK OUT [TEMPLATE...]
// BENCH is the folder of the locator benchmark, WORK takes the packages of the lock file, OUT a folder for each template and in it one for
// each state; a state that is there already is left as it is.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { HERE, SITES } from "./sites.mjs";
import { truth } from "./truth.mjs";

const [bench, work, out] = process.argv.slice(2, 5).map((folder) => path.resolve(folder));
const wanted = process.argv.slice(5);
const from = (file) => import(pathToFileURL(path.join(bench, file)).href);
const { launch } = await from("lib/browser.mjs");
const { snap } = await from("lib/capture.mjs");
const { need } = await from("lib/paths.mjs");
const modules = path.join(work, "node_modules");
const built = path.join(work, "gentelella-2-built");

const KINDS = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".jpeg": "image/jpeg",
};
// What pages load from elsewhere, of the same releases.
const ELSEWHERE = [
  [/https:\/\/code\.jquery\.com\/jquery-3\.5\.1\.slim\.min\.js/g, "/modules/jquery/dist/jquery.slim.min.js"],
  [/https:\/\/cdnjs\.[^"]+\/font-awesome\/5\.15\.1\/js\/all\.min\.js/g, "/modules/@fortawesome/fontawesome-free/js/all.min.js"],
  [/https:\/\/use\.fontawesome\.com\/releases\/v6\.3\.0/g, "/modules/fontawesome-6"],
  [/https?:\/\/maxcdn\.bootstrapcdn\.com\/font-awesome\/(latest|4\.7\.0)/g, "/modules/font-awesome"],
  [/https:\/\/cdn\.jsdelivr\.net\/npm\/bootstrap@4\.5\.3/g, "/modules/bootstrap"],
  [/https:\/\/cdn\.jsdelivr\.net\/npm\/bootstrap@5\.2\.3/g, "/modules/bootstrap-5"],
  [/https:\/\/cdnjs\.[^"]+\/Chart\.js\/2\.8\.0/g, "/modules/chart.js/dist"],
  [/https:\/\/cdn\.datatables\.net\/1\.10\.20\/js\/jquery/g, "/modules/datatables.net/js/jquery"],
  [/https:\/\/cdn\.datatables\.net\/1\.10\.20/g, "/modules/datatables.net-bs4"],
  [/https:\/\/cdn\.jsdelivr\.net\/[^"]+\/simple-datatables\.min\.js/g, "/modules/simple-datatables/dist/umd/simple-datatables.js"],
  [/https:\/\/cdn\.jsdelivr\.net\/npm\/simple-datatables@7\.1\.2\/dist\/style\.min\.css/g, "/modules/simple-datatables/dist/css/style.css"],
  [
    /<script src="https:\/\/kit\.fontawesome\.com[^>]*><\/script>/,
    '<link rel="stylesheet" href="/modules/@fortawesome/fontawesome-free/css/all.min.css">',
  ],
  [/<\/head>/, '<link rel="stylesheet" href="/material-icons.css"></head>'],
  [/<meta http-equiv="Content-Security-Policy"[^>]*>/, ""],
  [
    /<script type="module" src="\/src\/(main-[\w-]+)\.js">/g,
    '<link rel="stylesheet" href="/src/$1.css"><script type="module" src="/src/$1.js">',
  ],
];
// Names of icons, as a font draws them: in a square, whatever the name.
const ICONS = `.material-icons, .material-icons-round { font-size: 24px; line-height: 1; display: inline-block; width: 1em; height: 1em;
  overflow: hidden; white-space: nowrap; text-transform: none; letter-spacing: normal; }`;

function install() {
  const pinned = fs.readFileSync(path.join(import.meta.dirname, "package-lock.json"));
  const installed = path.join(work, "installed.json");
  if (fs.existsSync(installed) && fs.readFileSync(installed).equals(pinned)) return;
  fs.mkdirSync(work, { recursive: true });
  for (const file of ["package.json", "package-lock.json"]) fs.copyFileSync(path.join(import.meta.dirname, file), path.join(work, file));
  const options = ["--ignore-scripts", "--legacy-peer-deps", "--no-audit", "--no-fund", "--loglevel=error"];
  execFileSync("npm", ["ci", ...options], { cwd: work, stdio: ["ignore", 2, 2] });
  fs.rmSync(built, { recursive: true, force: true });
  fs.writeFileSync(installed, pinned);
}

// Gentelella 2 comes as source.
async function build() {
  if (fs.existsSync(built)) return;
  const sass = createRequire(path.join(work, "here.js"))("sass");
  const source = path.join(modules, "gentelella-2/src");
  const folders = [path.join(modules, "gentelella-2/node_modules"), modules];
  const styles = (file) => sass.compile(file, { loadPaths: folders, logger: sass.Logger.silent }).css;
  const scss = {
    name: "scss",
    setup(builder) {
      builder.onLoad({ filter: /\.scss$/ }, ({ path: file }) => ({
        contents: styles(file),
        loader: "css",
        resolveDir: path.dirname(file),
      }));
    },
  };
  const part = `${built}.part`;
  fs.rmSync(part, { recursive: true, force: true });
  // Plug-ins must get the copy that the template has, not another release that lies beside them.
  const own = ["bootstrap", "chart.js", "datatables.net", "jquery"];
  await need("esbuild").build({
    entryPoints: ["minimal", "core", "upload", "inbox", "form-basic", "calendar"].map((name) => path.join(source, `main-${name}.js`)),
    bundle: true,
    define: { "process.browser": "null" },
    format: "esm",
    outdir: part,
    alias: Object.fromEntries(own.map((name) => [name, path.join(folders[0], name)])),
    nodePaths: folders,
    plugins: [scss],
    loader: Object.fromEntries([".woff2", ".woff", ".ttf", ".eot", ".svg", ".png", ".gif"].map((ending) => [ending, "empty"])),
    logLevel: "error",
  });
  fs.renameSync(part, built);
}

function serve(root) {
  const places = [
    ["/modules/", modules],
    ["/src/", built],
    ["/", root],
  ];
  const server = http.createServer((request, reply) => {
    const address = decodeURIComponent(new URL(request.url, "http://here").pathname);
    if (address === "/material-icons.css") return reply.setHeader("content-type", "text/css").end(ICONS);
    const [under, folder] = places.find(([under]) => address.startsWith(under));
    const file = path.join(folder, address.slice(under.length));
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return reply.writeHead(404).end();
    let body = fs.readFileSync(file);
    if (file.endsWith(".html")) body = ELSEWHERE.reduce((text, [what, by]) => text.replace(what, by), body.toString());
    return reply.setHeader("content-type", KINDS[path.extname(file)] ?? "application/octet-stream").end(body);
  });
  return new Promise((ready) => server.listen(0, "127.0.0.1", () => ready({ port: server.address().port, end: () => server.close() })));
}

// Calendars show the month that it is: always the same one.
const CLOCK = `{
  const Real = Date;
  const shift = Real.UTC(2026, 2, 11, 10) - Real.now();
  Date = class extends Real {
    constructor(...parts) {
      if (parts.length) super(...parts);
      else super(Real.now() + shift);
    }
    static now() {
      return Real.now() + shift;
    }
  };
}`;

async function capture(browser, app, version, at) {
  const { releases, pages, opened } = SITES[app];
  const state = `${version}-A-user-en`;
  const target = path.join(out, app, state);
  if (fs.existsSync(target)) return;
  const { port, end } = await serve(path.join(modules, releases[version]));
  const context = await browser.newContext({ locale: "en", viewport: { width: 1366, height: 900 } });
  const base = `http://127.0.0.1:${port}/`;
  await context.route("**/*", (route) => (route.request().url().startsWith(base) ? route.continue() : route.abort()));
  await context.addInitScript(CLOCK);
  const page = await context.newPage();
  const part = `${target}.part`;
  fs.rmSync(part, { recursive: true, force: true });
  fs.mkdirSync(part, { recursive: true });
  const notes = [];
  const keep = async (name) => {
    const info = { page: name, app, version, data: "A", role: "user", lang: "en" };
    const { dup, keys } = await snap(page, path.join(part, name), truth.toString(), info);
    notes.push(`${name}: ${keys.length}${dup.length ? `, twice: ${dup.join(", ")}` : ""}`);
  };
  const open = async (address) => {
    const reply = await page.goto(base + address, { waitUntil: "load", timeout: 60_000 });
    if (!reply.ok()) throw new Error(`${app} ${version} has no ${address}`);
    await page.waitForTimeout(1200);
  };
  for (const [name, addresses] of Object.entries(pages)) {
    if (!addresses[at]) continue;
    await open(addresses[at]);
    await keep(name);
  }
  for (const [name, [of, ...clicks]] of Object.entries(opened)) {
    if (!clicks[at]) continue;
    await open(pages[of][at]);
    for (const selector of clicks[at] === HERE ? [] : clicks[at].split(", ")) {
      await page.click(selector, { timeout: 5_000 });
      await page.waitForTimeout(600);
    }
    await keep(name);
  }
  await context.close();
  end();
  fs.writeFileSync(path.join(part, "notes.txt"), `${notes.join("\n")}\n`);
  fs.renameSync(part, target);
  console.error(`${app} ${state}`);
}

install();
await build();
const browser = await launch();
for (const [app, { releases }] of Object.entries(SITES)) {
  if (wanted.length && !wanted.includes(app)) continue;
  for (const [at, version] of Object.keys(releases).entries()) await capture(browser, app, version, at);
}
await browser.close();
