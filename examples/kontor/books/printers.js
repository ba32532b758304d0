// The printers of the house. Names are device names and stay the same in every language.

export const PRINTERS = [
  {
    id: 'hh-2og-buchhaltung',
    name: 'HH-2OG-Buchhaltung',
    place: { en: '2nd floor, accounting', de: '2. OG, Buchhaltung' },
    state: 'ready',
    trays: ['tray1', 'tray2', 'tray3', 'manual'],
    duplex: true,
  },
  {
    id: 'hh-eg-empfang',
    name: 'HH-EG-Empfang',
    place: { en: 'Ground floor, reception', de: 'EG, Empfang' },
    state: 'low_toner',
    trays: ['tray1', 'tray2', 'manual'],
    duplex: true,
  },
  {
    id: 'hh-lager-etiketten',
    name: 'HH-Lager-Etiketten',
    place: { en: 'Warehouse, gate 3', de: 'Lager, Tor 3' },
    state: 'offline',
    trays: ['labels'],
    duplex: false,
  },
];

/** Which paper lies in a tray decides how an invoice looks. */
export const TRAY_PAPER = { tray1: 'plain', tray2: 'letterhead', tray3: 'plain_a3', manual: 'plain', labels: 'labels' };

export function findPrinter(id) {
  return PRINTERS.find((printer) => printer.id === id) ?? PRINTERS[0];
}
