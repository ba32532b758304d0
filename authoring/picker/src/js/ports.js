// Everything outside the page: the studio by port or relay, storage, clock, chance, and the SDK for trying.

const KEY = "lotse-picker";
const ASK_MS = 400;
const PATIENCE_MS = 30_000;
/** Letters that are sent at once through the relay, which keeps 256 KiB. */
const MOST_AT_ONCE = 90_000;

// --- storage, clock, chance

export const recall = (name) => {
  try {
    return sessionStorage.getItem(`${KEY}:${name}`) ?? "";
  } catch {
    return "";
  }
};
export const remember = (name, text) => {
  try {
    if (text) sessionStorage.setItem(`${KEY}:${name}`, text);
    else sessionStorage.removeItem(`${KEY}:${name}`);
  } catch {
    // Forbidden or full: what is unsent is lost with the page, and the numbers say so.
  }
};
export const wall = () => Date.now();
export const random_id = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const language = () => navigator.language;

// --- the studio

let port;
let relay;
let asking = 0;

/** Says one message; whether there was anybody to say it to. */
export const say = (text) => {
  if (port) port.postMessage(text);
  else if (relay) relay.say(text);
  return !!(port || relay);
};

export const has_opener = () => !!window.opener && window.opener !== window;

/** Asks the window that opened this one, by the studio's exact origin, until it answers with a port. */
export const meet = (studio, protocol, rendezvous, ear) => {
  const { opener } = window;
  if (!opener || !studio) return ear("alone", undefined, "");
  const until = Date.now() + PATIENCE_MS;
  clearInterval(asking);
  const heard = (event) => {
    const isStudio = event.origin === studio && event.source === opener && event.data?.lotse === "studio";
    if (!isStudio || event.data.rendezvous !== rendezvous || event.data.protocol !== protocol || !event.ports[0]) return;
    stop();
    port?.close();
    port = event.ports[0];
    port.onmessage = ({ data }) => typeof data === "string" && ear("message", undefined, data);
    ear("met", undefined, "");
  };
  const stop = () => {
    clearInterval(asking);
    removeEventListener("message", heard);
  };
  const ask = () => {
    if (Date.now() > until) {
      stop();
      return ear("alone", undefined, "");
    }
    try {
      opener.postMessage({ lotse: "picker", protocol, rendezvous }, studio);
    } catch {
      // It is gone; another page of the studio may take its place.
    }
  };
  addEventListener("message", heard);
  asking = setInterval(ask, ASK_MS);
  ask();
};

/** Lets the studio go. */
export const part = () => {
  clearInterval(asking);
  port?.close();
  port = undefined;
  relay?.stop();
  relay = undefined;
};

const call = async (url, secret, method, body, signal) => {
  const headers = { "content-type": "application/json" };
  if (secret) headers.authorization = `Bearer ${secret}`;
  const credentials = "omit";
  return fetch(url, { method, headers, credentials, signal, cache: "no-store", referrerPolicy: "no-referrer", body: body && JSON.stringify(body) });
};

/** Shows a code to the relay; tells `met` with what proves this side, or `refused` with the status. */
export const pair = async (api, code, ear) => {
  try {
    const answer = await call(`${api}/pairings/join`, undefined, "POST", { code });
    if (!answer.ok) return ear("refused", undefined, `${answer.status}`);
    const { pairing, secret } = await answer.json();
    rejoin(api, pairing, secret, ear);
  } catch {
    ear("refused", undefined, "0");
  }
};

/** Goes on with a relay: sends in order, one after the other, and listens. */
export const rejoin = (api, pairing, secret, ear) => {
  part();
  const stopped = new AbortController();
  const url = `${api}/pairings/${encodeURIComponent(pairing)}/messages`;
  const waiting = [];
  let isSending = false;
  const self = { say, stop: () => stopped.abort() };
  relay = self;
  const lose = () => {
    if (relay !== self) return;
    part();
    ear("parted", undefined, "");
  };
  function say(text) {
    waiting.push(text);
    send();
  }
  const send = async () => {
    if (isSending || !waiting.length) return;
    isSending = true;
    const messages = [];
    for (let size = 0; waiting.length && (!messages.length || size + waiting[0].length < MOST_AT_ONCE); ) {
      size += waiting[0].length;
      messages.push(waiting.shift());
    }
    for (let attempt = 0; attempt < 5; attempt++) {
      const answer = await call(url, secret, "POST", { last: 0, messages }, undefined).catch(() => undefined);
      if (answer?.ok) break;
      if (answer && answer.status < 500 && answer.status !== 429) return lose();
      await new Promise((done) => setTimeout(done, 300 * 2 ** attempt));
      if (attempt === 4) return lose();
    }
    isSending = false;
    send();
  };
  const listen = async () => {
    let after = 0;
    let failures = 0;
    while (relay === self) {
      const answer = await call(`${url}?after=${after}`, secret, "GET", undefined, stopped.signal).catch(() => undefined);
      if (relay !== self) return;
      if (!answer?.ok) {
        if (answer && answer.status < 500 && answer.status !== 429) return lose();
        if (++failures > 6) return lose();
        await new Promise((done) => setTimeout(done, 250 * 2 ** failures));
        continue;
      }
      failures = 0;
      // An answer that breaks off is asked for again.
      const parcel = await answer.json().catch(() => ({ last: after, messages: [] }));
      after = Math.max(after, parcel.last);
      for (const message of parcel.messages) ear("message", undefined, message);
    }
  };
  listen();
  ear("met", undefined, JSON.stringify({ pairing, secret }));
};

// --- trying

let trial;

/** What a card keeps from the page: the kinds of events of the loader's ear (`sdk/loader/src/ear.js`), which is not here. */
const KINDS = [
  'click', 'keydown', 'mousedown', 'auxclick', 'contextmenu', 'dblclick', 'focus', 'focusin', 'focusout', 'blur',
  'keypress', 'keyup', 'mouseup', 'pointerdown', 'pointerup', 'touchcancel', 'touchend', 'touchstart',
];

const fetched = async (name, sdk) => {
  const response = await fetch(new URL(name, sdk).href);
  if (!response.ok) throw new Error(`${name} ${response.status}`);
  return response;
};

/** Begins a guide with the SDK, as the user will see it. `sdk` is where the core lies. */
export const try_guide = async (sdk, version, bundle, guide, simulation, ear) => {
  stop_trying();
  const tell = (about, record) => ear("tried", undefined, JSON.stringify({ about, record }));
  try {
    const { attributes, language } = JSON.parse(simulation);
    let instance;
    const explain = () => {
      const text = instance?.call("explain", { guide });
      if (text) tell("explanation", JSON.parse(text));
    };
    const hooks = {
      tell: (type, text) => {
        tell(type, JSON.parse(text));
        if (type === "event") explain();
      },
      kinds: KINDS,
      host: () => false,
      dead: (detail) => tell("diagnostic", { code: "L524", detail }),
    };
    const configuration = {
      scope: "lotse-try", source: location.href, version, keys: [], language: language ?? undefined, is_single_file: true,
      runs_triggers: false, stores: false, anchors: true, sends_records: false,
    };
    const bytes = new TextEncoder().encode(bundle).buffer;
    const begin = async (again) => {
      const glue = await import(new URL(`lotse-core.js${again}`, sdk).href);
      await glue.boot(await fetched("lotse-core.wasm", sdk));
      await glue.complete(() => fetched("lotse-rest.wasm", sdk));
      return glue.create(configuration, bytes, null, hooks);
    };
    // The page's own loader may have begun the core anew, under this name; the first one is dead then.
    instance = await begin("").catch((error) => {
      if (error?.code !== "L524") throw error;
      return begin("#again");
    });
    trial = instance;
    instance.call("identify", { id: "lotse-try", attributes, language: language ?? undefined });
    instance.call("start", { guide });
    setTimeout(explain, 400);
  } catch (error) {
    tell("diagnostic", { code: error?.code ?? "L521", detail: `${error?.detail ?? error}` });
  }
};

export const stop_trying = () => {
  trial?.call("stop");
  trial?.destroy();
  trial = undefined;
};

/** The picker's element with its closed root, dressed; not in the page yet. */
export const closed_root = (host, css) => {
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  return root;
};
export const root_append = (root, node) => root.append(node);
export const value_of = (node) => node.value ?? "";
export const focus = (node) => node.focus({ preventScroll: true });
