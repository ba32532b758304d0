// What is done to a page that a target is looked for on, by operators of the benchmark.

/** A third of the targets taken out. */
export const GONE = [["remove", 0.35]];
/** What a framework with generated names leaves. */
export const BLIND = [
  ["id-change", 1],
  ["attr-strip", 1],
  ["href-change", 1],
  ["class-hash", 1],
];
