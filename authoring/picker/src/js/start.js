// The picker's entry in the host app. Loads the module only where a guide is authored: the studio has opened the page, the tab is at
// it already, or the tag asks for it (`data-open`, as `lotse try --studio` puts it in).

import load, { Picker, end } from "lotse-glue";

const tag = [...document.querySelectorAll("script[data-studio]")].find((it) => it.src === import.meta.url);
const given = (name) => tag?.getAttribute(`data-${name}`) ?? "";

const isWanted = () => {
  if (!tag || window.top !== window) return false;
  try {
    if (sessionStorage.getItem("lotse-picker:state")) return true;
  } catch {
    // Forbidden: then it is asked for on every page.
  }
  return tag.hasAttribute("data-open") || (!!window.opener && window.opener !== window);
};

/** Clicks before the module was there. They cannot be told any more; a gap in the numbers says that they are missing. */
let missed = 0;
const miss = (event) => {
  if (event.isTrusted) missed++;
};
const account = () => {
  removeEventListener("click", miss, true);
  try {
    const state = JSON.parse(sessionStorage.getItem("lotse-picker:state"));
    if (missed && state?.recording === "on") sessionStorage.setItem("lotse-picker:state", JSON.stringify({ ...state, number: state.number + missed }));
  } catch {
    // Nothing was kept.
  }
  missed = 0;
};

const start = async () => {
  addEventListener("click", miss, true);
  addEventListener("pagehide", account);
  await load({ module_or_path: new URL("lotse-picker.wasm", import.meta.url) });
  const settings = {
    studio: given("studio"),
    api: new URL(given("api") || `${given("studio")}/api/v1`, location.href).href,
    sdk: new URL(given("sdk") || "lotse.js", import.meta.url).href,
  };
  let picker;
  let isInside = false;
  let isDead = false;
  const waiting = [];
  // One event at a time; what our own doing causes waits until it is done.
  const enter = (act) => {
    if (isDead) return;
    if (isInside || !picker) return void waiting.push(act);
    isInside = true;
    try {
      act();
    } catch (error) {
      isDead = true;
      // Above all, the app hears its own events again.
      end();
      document.querySelector("lotse-picker")?.remove();
      console.error("lotse-picker", error);
    } finally {
      isInside = false;
    }
    if (waiting.length) queueMicrotask(() => waiting.length && enter(waiting.shift()));
  };
  const hear = (what, node, text) => enter(() => picker.hear(what, node, text));
  const wake = (token, signal) => enter(() => picker.wake(token, signal));
  removeEventListener("pagehide", account);
  account();
  picker = new Picker(JSON.stringify(settings), hear, wake);
  if (waiting.length) enter(waiting.shift());
  addEventListener("pagehide", () => enter(() => picker.leave()), { capture: true });
  // Back from the browser's cache: the port is gone, the page is not.
  addEventListener("pageshow", (event) => event.persisted && location.reload());
};

// A page that is left while this loads is none of our business, and no error of the app's.
const begin = () => start().catch((error) => console.debug("lotse-picker", error));

if (isWanted()) {
  if (document.body) begin();
  else addEventListener("DOMContentLoaded", begin, { once: true });
}
