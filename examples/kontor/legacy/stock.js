// The old stock program: written long before Kontor, with ids like "inp_qty" and a table that rebuilds itself.
// Corrections are kept under "kontor:stock" as {sku: {qty, reason}}.

import { ARTICLES, articleName } from '../books/articles.js';

const WORDS = {
  en: {
    title: 'WAWI 4.2 – Stock list',
    sku: 'Article no.',
    search: 'Search',
    all: 'Show all',
    list: 'Stock list',
    head: ['Article no.', 'Description', 'Stock', 'Edit'],
    correct: 'Correct',
    correctOf: 'Correct stock of {sku}',
    edit: 'Stock correction {sku}',
    qty: 'Counted quantity',
    reason: 'Reason',
    choose: '– please choose –',
    reasons: { count: 'Stocktaking difference', damage: 'Damaged goods', returned: 'Return' },
    post: 'Post',
    cancel: 'Cancel',
    badQty: 'Enter a whole number from 0 to 99,999.',
    noReason: 'Choose a reason.',
    posted: 'Correction posted: {sku}, new stock {qty}.',
    none: 'No article found.',
  },
  de: {
    title: 'WAWI 4.2 – Bestandsliste',
    sku: 'Artikel-Nr.',
    search: 'Suchen',
    all: 'Alle zeigen',
    list: 'Bestandsliste',
    head: ['Artikel-Nr.', 'Bezeichnung', 'Bestand', 'Bearbeiten'],
    correct: 'Korrigieren',
    correctOf: 'Bestand von {sku} korrigieren',
    edit: 'Bestandskorrektur {sku}',
    qty: 'Gezählte Menge',
    reason: 'Grund',
    choose: '– bitte wählen –',
    reasons: { count: 'Inventurdifferenz', damage: 'Bruch oder Schaden', returned: 'Rücksendung' },
    post: 'Buchen',
    cancel: 'Abbrechen',
    badQty: 'Bitte geben Sie eine ganze Zahl von 0 bis 99.999 ein.',
    noReason: 'Bitte wählen Sie einen Grund.',
    posted: 'Korrektur gebucht: {sku}, neuer Bestand {qty}.',
    none: 'Kein Artikel gefunden.',
  },
};

const KEY = 'kontor:stock';
const byId = (id) => document.getElementById(id);

function chosenLanguage() {
  const wished = new URLSearchParams(location.search).get('lang');
  if (wished in WORDS) return wished;
  try {
    return JSON.parse(localStorage.getItem('kontor:language')) ?? 'en';
  } catch {
    return 'en';
  }
}

const language = chosenLanguage();
const words = WORDS[language];
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, slot) => values[slot] ?? whole);
const number = (value) => new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-GB').format(value);

function corrections() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {};
  }
}

function stockOf(article) {
  return corrections()[article.sku]?.qty ?? article.stock;
}

let current = null;

function cell(tag, content, className) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(content);
  return node;
}

function showList() {
  const needle = byId('inp_sku').value.trim().toLowerCase();
  const found = ARTICLES.filter((article) =>
    `${article.sku} ${articleName(article, language)}`.toLowerCase().includes(needle),
  );
  byId('row_body').replaceChildren(
    ...found.map((article) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = words.correct;
      button.setAttribute('aria-label', fill(words.correctOf, { sku: article.sku }));
      button.addEventListener('click', () => showForm(article));
      const row = document.createElement('tr');
      row.append(
        cell('td', article.sku),
        cell('td', articleName(article, language)),
        cell('td', number(stockOf(article)), 'num'),
        cell('td', button),
      );
      return row;
    }),
  );
  byId('status').textContent = found.length === 0 ? words.none : '';
}

function showErrors() {
  byId('msg_qty').textContent = byId('inp_qty').validity.valid ? '' : words.badQty;
  byId('msg_reason').textContent = byId('inp_reason').validity.valid ? '' : words.noReason;
}

function showForm(article) {
  current = article;
  byId('lgd_edit').textContent = fill(words.edit, { sku: article.sku });
  byId('inp_qty').value = stockOf(article);
  byId('inp_reason').value = '';
  byId('msg_qty').textContent = '';
  byId('msg_reason').textContent = '';
  byId('status').textContent = '';
  byId('frm_edit').hidden = false;
  byId('inp_qty').focus();
  byId('inp_qty').select();
}

function post() {
  showErrors();
  const wrong = byId('frm_edit').querySelector(':invalid:not(fieldset)');
  if (wrong) {
    wrong.focus();
    return;
  }
  const qty = Number(byId('inp_qty').value);
  localStorage.setItem(
    KEY,
    JSON.stringify({ ...corrections(), [current.sku]: { qty, reason: byId('inp_reason').value } }),
  );
  byId('frm_edit').hidden = true;
  showList();
  byId('status').textContent = fill(words.posted, { sku: current.sku, qty: number(qty) });
  const saved = { detail: { area: 'stock', sku: current.sku } };
  document.dispatchEvent(new CustomEvent('kontor:saved', saved));
  if (parent !== window) parent.document.dispatchEvent(new CustomEvent('kontor:saved', saved));
}

function start() {
  document.documentElement.lang = language;
  document.title = words.title;
  const texts = {
    hd_title: words.title,
    lbl_sku: words.sku,
    btn_1: words.search,
    btn_2: words.all,
    lbl_qty: words.qty,
    lbl_reason: words.reason,
    btn_3: words.post,
    btn_4: words.cancel,
  };
  for (const [id, text] of Object.entries(texts)) byId(id).textContent = text;
  byId('box_list').setAttribute('aria-label', words.list);
  byId('row_head').replaceChildren(
    ...words.head.map((text) => {
      const node = cell('th', text);
      node.scope = 'col';
      return node;
    }),
  );
  const options = [['', words.choose], ...Object.entries(words.reasons)];
  byId('inp_reason').replaceChildren(...options.map(([value, label]) => new Option(label, value)));
  byId('frm_search').addEventListener('submit', (event) => {
    event.preventDefault();
    showList();
  });
  byId('btn_2').addEventListener('click', () => {
    byId('inp_sku').value = '';
    showList();
  });
  byId('frm_edit').addEventListener('submit', (event) => {
    event.preventDefault();
    post();
  });
  byId('frm_edit').addEventListener('change', showErrors);
  byId('btn_4').addEventListener('click', () => {
    byId('frm_edit').hidden = true;
  });
  showList();
}

start();
