// What the company sells. Prices are net, in cents.

export const ARTICLES = [
  {
    sku: 'KT-1042',
    en: 'Shipping carton, double wall, 400 × 300 × 200 mm',
    de: 'Versandkarton, zweiwellig, 400 × 300 × 200 mm',
    cents: 129,
    stock: 4180,
  },
  {
    sku: 'KT-1057',
    en: 'Shipping carton, double wall, 600 × 400 × 400 mm',
    de: 'Versandkarton, zweiwellig, 600 × 400 × 400 mm',
    cents: 238,
    stock: 1920,
  },
  {
    sku: 'KT-1103',
    en: 'Paper packing tape, 50 mm × 50 m',
    de: 'Papierklebeband, 50 mm × 50 m',
    cents: 315,
    stock: 860,
  },
  {
    sku: 'KT-1110',
    en: 'Stretch film, recycled, 500 mm',
    de: 'Stretchfolie, Rezyklat, 500 mm',
    cents: 1290,
    stock: 244,
  },
  { sku: 'KT-1188', en: 'Corrugated wrap, roll 70 m', de: 'Wellpappe, Rolle 70 m', cents: 3450, stock: 96 },
  { sku: 'KT-2004', en: 'Euro pallet, heat treated', de: 'Europalette, wärmebehandelt', cents: 1480, stock: 312 },
  {
    sku: 'KT-2019',
    en: 'Pallet collar, folding, 200 mm',
    de: 'Palettenaufsatzrahmen, klappbar, 200 mm',
    cents: 1790,
    stock: 150,
  },
  { sku: 'KT-2230', en: 'Pallet truck, 2,500 kg', de: 'Gabelhubwagen, 2.500 kg', cents: 38900, stock: 11 },
  { sku: 'KT-2251', en: 'Transport trolley, two shelves', de: 'Transportwagen, zwei Etagen', cents: 21900, stock: 18 },
  { sku: 'KT-3007', en: 'Storage bin with viewing window, 9 l', de: 'Sichtlagerkasten, 9 l', cents: 545, stock: 1340 },
  {
    sku: 'KT-3012',
    en: 'Stacking box, 600 × 400 × 320 mm',
    de: 'Stapelbox, 600 × 400 × 320 mm',
    cents: 1695,
    stock: 520,
  },
  {
    sku: 'KT-3040',
    en: 'Shelf unit, galvanised, 2000 mm',
    de: 'Steckregal, verzinkt, 2000 mm',
    cents: 10950,
    stock: 64,
  },
  { sku: 'KT-3058', en: 'Cross beam, 1800 mm', de: 'Traverse, 1800 mm', cents: 2890, stock: 208 },
  {
    sku: 'KT-4001',
    en: 'Thermal labels, 100 × 150 mm, 500 pieces',
    de: 'Thermoetiketten, 100 × 150 mm, 500 Stück',
    cents: 1240,
    stock: 730,
  },
  { sku: 'KT-4016', en: 'Hand scanner, cordless', de: 'Handscanner, kabellos', cents: 18400, stock: 27 },
  { sku: 'KT-4033', en: 'Label printer, 203 dpi', de: 'Etikettendrucker, 203 dpi', cents: 32900, stock: 14 },
  {
    sku: 'KT-5002',
    en: 'Work gloves, cut protection, size 9',
    de: 'Arbeitshandschuhe, Schnittschutz, Größe 9',
    cents: 695,
    stock: 980,
  },
  { sku: 'KT-5009', en: 'Safety shoes S3, size 43', de: 'Sicherheitsschuhe S3, Größe 43', cents: 7490, stock: 73 },
  { sku: 'KT-5021', en: 'High-visibility vest, class 2', de: 'Warnweste, Klasse 2', cents: 460, stock: 615 },
  { sku: 'KT-5044', en: 'First-aid kit DIN 13157', de: 'Verbandkasten DIN 13157', cents: 3290, stock: 85 },
  {
    sku: 'KT-6003',
    en: 'Safety knife, retracting blade',
    de: 'Sicherheitsmesser, einziehbare Klinge',
    cents: 1150,
    stock: 402,
  },
  { sku: 'KT-6018', en: 'Parcel scale, 60 kg', de: 'Paketwaage, 60 kg', cents: 12900, stock: 22 },
  { sku: 'KT-6027', en: 'Strapping set, PET 16 mm', de: 'Umreifungsset, PET 16 mm', cents: 8990, stock: 31 },
  {
    sku: 'KT-7001',
    en: 'Office paper A4, recycled, 5 × 500 sheets',
    de: 'Kopierpapier A4, Recycling, 5 × 500 Blatt',
    cents: 2395,
    stock: 940,
  },
];

export function articleName(article, language) {
  return article[language] ?? article.en;
}
