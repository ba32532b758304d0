/**
 * Lotse: in-app self-help. One call begins an instance; everything it returns is a promise and never throws into the page.
 *
 *     import { init } from '@lotse/sdk';
 *     const lotse = init({ manifest: '/help/manifest.json', keys: ['MFkwEwYHKoZIzj0…'] });
 */

/** Begins an instance. Several may live on one page; they share one stage and never show two cards at once. */
export function init(options: InitOptions): Lotse;

/** Whether a manifest may have something for an address (path, query and fragment). False hits happen, false misses never. */
export function mayMatch(manifestText: string, address: string): boolean;

export interface InitOptions {
  /** Address of the signed manifest. Either this or `bundle`. */
  manifest?: string;
  /** Address of a bundle in single-file form. */
  bundle?: string;
  /** The only project that is accepted. Also separates stored state; the address does when absent. */
  project?: string;
  /** The only environment that is accepted, for example `production`. */
  environment?: string;
  /** Public keys that may have signed the manifest, now and next: ECDSA P-256, SPKI, base64. */
  keys?: [string] | [string, string];
  /** Refuse help where a signature is missing or cannot be checked (plain http). Default `false`. */
  requireSignature?: boolean;
  /** Language of guides and interface, a BCP 47 tag. Default: the page's `lang`, then the browser's. */
  language?: string;
  /** The signed-in user, as with `identify`. */
  user?: User | null;
  /**
   * Address that usage events are posted to, as batches of JSON (`docs/schema/batch.schema.json`). Nothing leaves the page
   * without it. A batch counts as delivered when the answer is 2xx; until then it is kept and offered again.
   */
  usage?: string;
  /** Whether guides may offer themselves. Default `true`. */
  triggers?: boolean;
  /** Where progress is kept: on the device (default), or only as long as the page lives. */
  storage?: 'local' | 'memory';
  /** Where the other files of the package lie, `lotse-core.js` first. Default: beside this module. */
  base?: string;
  /** Help by itself: a launcher, a key. Without it, help opens by `openHelp`, by a link and by published signs. */
  help?: HelpOptions;
  /** Address of the desk on the Lotse server, for cases that are handed over: `https://lotse.example/d/kontor/production`. */
  desk?: string;
  /** Addresses that automatic checks may try to reach, by the names that problems use. Nothing but the request itself is sent. */
  addresses?: Record<string, string>;
  /** Facts that problems may look at, and that the user sees before they are handed over. */
  facts?: Record<string, string> | (() => Record<string, string>);
  /** Whether native CSS anchoring may be used. Default `true`; `false` is for tests. */
  anchoring?: boolean;
}

export interface HelpOptions {
  /** Where the button stands. Default `none`. */
  launcher?: 'bottom-right' | 'bottom-left' | 'none';
  /** A key that opens help, as in `F1` or `Ctrl+Shift+h`. */
  key?: string;
}

/** What help opens with; at most one of these. */
export interface OpenHelp {
  problem?: string;
  guide?: string;
  checklist?: string;
  /** Words to search for. */
  search?: string;
}

/** A request of the host app that has failed. The address is compared on the device and goes nowhere. */
export interface FailedRequest {
  url: string;
  status?: number;
}

export interface User {
  /** Any stable id. It is hashed before it names stored state, and never leaves the page. */
  id: string;
  /** Facts for conditions: strings, whole numbers, booleans. `name`, `mail`, `phone` and `place` fill in the form for the desk. */
  attributes?: Record<string, string | number | boolean | null>;
  /** The language that the user has chosen in the host app. */
  language?: string;
  /** A token signed by the host for the server to verify, instead of `attributes`. */
  token?: string;
}

export interface Lotse {
  /** Version of the SDK. */
  readonly version: string;
  /** Says who is signed in; `null` for nobody. State of another user is invisible from then on. */
  identify(user: User | null): Promise<void>;
  /** Says that the address has changed. Only needed where that cannot be seen, for example in a memory router. */
  pageChanged(url?: string): Promise<void>;
  /** Begins a guide. `false` when it cannot be had; a diagnostic says why. */
  start(guide: string): Promise<boolean>;
  /** Ends the running guide. */
  stop(): Promise<void>;
  /** Goes on, as the next button does. */
  next(): Promise<void>;
  /** Goes back, as the back button does. */
  back(): Promise<void>;
  /** Reports that something happened in the host app, for steps and conditions that wait for it. */
  hostEvent(name: string): Promise<void>;
  /** Opens help. `false` when it cannot be had. */
  openHelp(options?: OpenHelp): Promise<boolean>;
  /** Closes help. */
  closeHelp(): Promise<void>;
  /** Says what the host app knows, instead of the option `facts`. */
  facts(values: Record<string, string>): Promise<void>;
  /** Reports that a request has failed; where a problem is known by that, it is offered quietly. */
  report(failure: FailedRequest): Promise<void>;
  /** Registers a function for the action `host_callback`. It runs on the user's click only. */
  register(name: string, callback: () => void): void;
  /** Why a guide was (not) offered: the conditions with their values. */
  explain(guide: string): Promise<Explanation>;
  /** Listens to usage events: the same records that the outbox holds. Returns a function that stops listening. */
  on(type: 'event', listener: (record: UsageEvent) => void): () => void;
  /** Listens to diagnostics. */
  on(type: 'diagnostic', listener: (diagnostic: Diagnostic) => void): () => void;
  /** Removes everything from the page. The instance cannot be used again. */
  destroy(): Promise<void>;
}

/** A usage event. Holds no typed value, no page text and no name. */
export interface UsageEvent {
  /** 128 random bits in hex; twice received is once stored. */
  id: string;
  /** The session, 128 random bits in hex; absent for what belongs to none. */
  session?: string;
  /** Release that the guide came from. */
  release: number;
  /** The fact, for example `{ kind: 'step_shown', guide: 'wrong-tray', step: 'open' }`. */
  event: { kind: string; guide?: string; step?: string; [member: string]: unknown };
}

/** Something that went wrong, or works otherwise than meant. */
export interface Diagnostic {
  /** Stable code, explained in the diagnostics pages of the documentation. */
  code: string;
  /** What it is about: a guide, a step, an address. */
  detail: string;
}

/** Why a guide was (not) offered. */
export interface Explanation {
  guide: string;
  is_offered: boolean;
  [member: string]: unknown;
}
