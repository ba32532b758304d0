// A step as end users will see it: the SDK itself, over a wireframe of the page; or a checklist in the help panel. The studio, which
// frames this page, says what to show.

const SDK = '/sdk/';
const AGENTS = { windows: 'Windows NT', macos: 'Macintosh', linux: 'X11; Linux', ios: 'iPhone', android: 'Android' };

// The system is simulated before the SDK looks; another one is another page.
const agent = AGENTS[new URLSearchParams(location.hash.slice(1)).get('platform')];
if (agent) {
  Object.defineProperty(navigator, 'platform', { value: agent });
  Object.defineProperty(navigator, 'userAgent', { value: agent });
  Object.defineProperty(navigator, 'userAgentData', { value: { platform: agent } });
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  html { background: #fff; color: #1f2328; font: 14px system-ui, sans-serif; }
  html.dark { background: #14171a; color: #e6e8ea; color-scheme: dark; }
  body { margin: 0; position: relative; }
  body > * { position: absolute; box-sizing: border-box; margin: 0; border-radius: 4px; background: rgb(128 136 144 / 0.14); }
  .control { border: 1px solid rgb(128 136 144 / 0.5); background: none; }
  .text { background: rgb(128 136 144 / 0.22); }
  .image { background: repeating-linear-gradient(45deg, rgb(128 136 144 / 0.12) 0 8px, rgb(128 136 144 / 0.22) 8px 16px); }
  .area { background: none; border: 1px dashed rgb(128 136 144 / 0.35); }
  button { border: 1px solid rgb(96 104 112 / 0.9); font: inherit; color: inherit; background: rgb(128 136 144 / 0.18);
    overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding: 0 4px; }
`);
document.adoptedStyleSheets = [sheet];

const tell = (message) => parent.postMessage({ lotse: 'preview', ...message }, location.origin);
let core;
let instance;
let turn = 0;

const place = (node, [left, top, width, height]) => {
  for (const [name, value] of Object.entries({ left, top, width, height })) node.style[name] = `${value}px`;
};

const draw = ({ scheme, language, viewport, shapes, area, name, missing, points }) => {
  const root = document.documentElement;
  root.className = scheme;
  root.lang = language;
  document.body.replaceChildren(
    ...shapes.map((shape) => {
      const node = document.createElement('div');
      node.className = shape.look;
      place(node, shape.area);
      return node;
    }),
  );
  document.body.style.width = `${viewport[0]}px`;
  document.body.style.height = `${viewport[1]}px`;
  if (!points || missing) return;
  const target = document.createElement('button');
  target.type = 'button';
  target.textContent = name;
  target.setAttribute('data-lotse-preview', 'target');
  place(target, area);
  document.body.append(target);
  target.scrollIntoView({ block: 'center', inline: 'center' });
};

let panel;
/** A checklist, as the help panel shows it. */
const list = async (wish, mine) => {
  const { begin } = await import(`${SDK}lotse-panel.js`);
  if (mine !== turn) return;
  const given = { bundle: location.href, language: wish.language, storage: 'memory' };
  const nothing = () => {};
  panel = begin({
    given, scope: 'lotse-preview', source: location.href, on: () => nothing, start: async () => true, callHost: () => false,
    call: async (name, payload) => instance?.call(name, payload), tell: (type, record) => mine === turn && tell({ diagnostic: `${record.code} ${record.detail}` }),
  });
  const isOpen = await panel.open({ checklist: wish.checklist });
  if (!isOpen && mine === turn) tell({ failed: 'L521' });
};

const show = async (wish) => {
  const mine = ++turn;
  panel?.destroy();
  panel = undefined;
  try {
    core ??= (async () => {
      const glue = await import(`${SDK}lotse-core.js`);
      const answer = await fetch(`${SDK}lotse-core.wasm`);
      if (!answer.ok) throw new Error(`${answer.status}`);
      await glue.boot(answer);
      await glue.complete(async () => {
        const rest = await fetch(`${SDK}lotse-rest.wasm`);
        if (!rest.ok) throw new Error(`${rest.status}`);
        return rest;
      });
      return glue;
    })();
    const glue = await core;
    if (mine !== turn) return;
    instance?.destroy();
    instance = undefined;
    draw(wish);
    const explain = () => {
      const explained = wish.traces.map((guide) => instance?.call('explain', { guide }) ?? '');
      if (mine === turn) tell({ explained });
    };
    const hooks = {
      tell: (type, text) => {
        if (type === 'diagnostic' && mine === turn) tell({ diagnostic: text });
      },
      host: () => false,
      dead: () => tell({ failed: 'L524' }),
    };
    const configuration = {
      scope: 'lotse-preview', source: location.href, version: wish.version, keys: [], language: wish.language, is_single_file: true,
      runs_triggers: false, stores: false, anchors: true, sends_records: false,
    };
    instance = glue.create(configuration, new TextEncoder().encode(wish.bundle).buffer, null, hooks);
    instance.call('identify', { id: 'lotse-preview', attributes: wish.attributes, language: wish.language });
    if (wish.checklist) return await list(wish, mine);
    instance.call('start', { guide: wish.guide });
    setTimeout(explain, 300);
  } catch (error) {
    core = undefined;
    tell({ failed: `${error?.message ?? error}` });
  }
};

addEventListener('message', ({ data, origin, source }) => {
  if (origin === location.origin && source === parent && data?.lotse === 'studio') show(JSON.parse(data.wish));
});
tell({ ready: true });
