// What the controls inside our shadow roots share with those of the page; colours come through the tokens.

export const CONTROL_CSS = `
*, *::before, *::after { box-sizing: border-box; }
.button { display: inline-flex; align-items: center; gap: .4375rem; min-height: 2rem; padding: .25rem .75rem; font: inherit; font-weight: 500;
  color: var(--text); background: var(--surface); border: 1px solid var(--line-strong); border-radius: 7px; box-shadow: var(--shadow-small); cursor: pointer; }
.button:hover { background: var(--hover); }
.button.primary { color: var(--on-accent); background: var(--accent); border-color: var(--accent); }
.button.primary:hover { background: var(--accent-strong); }
.button .icon { color: var(--muted); }
.preset { padding: .25rem .625rem; font: inherit; font-size: .8125rem; color: var(--text); background: var(--subtle); border: 1px solid var(--line); border-radius: 99px; cursor: pointer; }
.preset:hover { background: var(--hover); }
.label { display: block; margin-block-end: .25rem; font-size: .8125rem; font-weight: 550; color: var(--text); }
.input { width: 100%; min-width: 0; min-height: 2.125rem; padding: .25rem .5rem; font: inherit; color: var(--text); background: var(--field); border: 1px solid var(--line-field); border-radius: 7px; }
.icon { flex: none; fill: none; stroke: currentColor; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.hidden-words { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
`;
