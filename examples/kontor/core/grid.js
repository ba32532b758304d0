// A table of thousands of rows of which only the visible ones exist in the page.
// Keyboard: arrows, Home, End, Page Up and Down, with Ctrl to the first and last row; Enter opens a row.

import { h, setFlag } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';

const OVERSCAN_ROWS = 8;
const HEADER = -1;

function cellNode(role, column, index, content) {
  const cell = h(
    'div',
    { role, class: `grid-cell grid-${column}`, 'aria-colindex': String(index + 1), data: { column: String(index) } },
    content,
  );
  (cell.querySelector('[data-grid-focus]') ?? cell).setAttribute('tabindex', '-1');
  return cell;
}

/** Between 0 and `last`; `least` may be lower for the header. */
function clamp(value, last, least = 0) {
  return Math.min(Math.max(least, value), last);
}

export class Grid {
  #options;
  #rows = [];
  #sort = null;
  #active = { row: 0, column: 0 };
  #rendered = new Map();
  #selected = new Set();
  #selectAll;
  #headerRow;
  #body;
  /* Rows that are drawn while sizes are told may change them: browsers complain of that. */
  #resizes = new ResizeObserver(() => requestAnimationFrame(() => this.#renderVisible()));

  /**
   * `columns`: {key, label, sortable?, name?, cell(row)}; a cell is a node or a string, and a node
   * marked `data-grid-focus` takes the focus in place of its cell. Further options: `label`,
   * `rowKey(row)`, `rowHeightPx()`, `onOpen(row)`, `onContextMenu(row, {x, y, opener})`,
   * `onSort(columnKey)`, `onSelectionChange(keys)`.
   */
  constructor(options) {
    this.#options = options;
    this.#selectAll = h('input', {
      type: 'checkbox',
      class: 'checkbox',
      'aria-label': t('grid.selectAll'),
      data: { gridFocus: '' },
      onchange: () => this.#toggleAll(),
    });
    this.#headerRow = h('div', { role: 'row', class: 'grid-row grid-header', 'aria-rowindex': '1' });
    this.#body = h('div', { role: 'rowgroup', class: 'grid-body' });
    this.node = h(
      'div',
      {
        role: 'grid',
        class: 'grid',
        'aria-label': options.label,
        'aria-colcount': String(options.columns.length + 1),
        'aria-multiselectable': 'true',
      },
      h('div', { role: 'rowgroup', class: 'grid-head' }, this.#headerRow),
      this.#body,
    );
    this.#listen();
  }

  setRows(rows, sort) {
    const hadFocus = this.node.contains(document.activeElement);
    this.#rows = rows;
    this.#sort = sort;
    if (this.#active.row >= rows.length) this.#active.row = rows.length > 0 ? 0 : HEADER;
    const present = new Set(rows.map(this.#options.rowKey));
    for (const key of this.#selected) if (!present.has(key)) this.#selected.delete(key);
    this.rerender();
    if (hadFocus) this.#focusTarget()?.focus({ preventScroll: true });
  }

  rerender() {
    this.#rendered.clear();
    this.#headerRow.replaceChildren(
      cellNode('columnheader', 'select', 0, this.#selectAll),
      ...this.#options.columns.map((column, at) => this.#headerCell(column, at + 1)),
    );
    this.#body.replaceChildren();
    this.#body.style.setProperty('height', `${this.#rows.length * this.#options.rowHeightPx()}px`);
    this.node.setAttribute('aria-rowcount', String(this.#rows.length + 1));
    this.#syncSelectAll();
    this.#renderVisible();
  }

  selectedKeys() {
    return new Set(this.#selected);
  }

  clearSelection() {
    this.#selected.clear();
    this.rerender();
  }

  dispose() {
    this.#resizes.disconnect();
  }

  #listen() {
    const { node } = this;
    node.addEventListener('scroll', () => this.#renderVisible(), { passive: true });
    node.addEventListener('keydown', (event) => this.#onKey(event));
    node.addEventListener('focusin', (event) => {
      const cell = event.target.closest('[data-column]');
      if (!cell) return;
      const row = Number(cell.closest('[data-row]')?.dataset.row ?? HEADER);
      this.#active = { row, column: Number(cell.dataset.column) };
      this.#markTabStop();
    });
    node.addEventListener('dblclick', (event) => {
      const row = this.#rowOf(event);
      if (row && !event.target.closest('button, a, input')) this.#options.onOpen(row);
    });
    node.addEventListener('contextmenu', (event) => this.#onContextMenu(event));
    this.#resizes.observe(node);
  }

  #headerCell(column, index) {
    if (!column.sortable) return cellNode('columnheader', column.key, index, column.name ?? column.label);
    const isSorted = this.#sort?.column === column.key;
    const button = h(
      'button',
      { type: 'button', class: 'grid-sort', data: { gridFocus: '' }, onclick: () => this.#options.onSort(column.key) },
      h('span', {}, column.label),
      isSorted && icon(this.#sort.direction === 'ascending' ? 'up' : 'down', 12),
    );
    const cell = cellNode('columnheader', column.key, index, button);
    cell.setAttribute('aria-sort', isSorted ? this.#sort.direction : 'none');
    return cell;
  }

  #selectCell(row, rowNode) {
    const key = this.#options.rowKey(row);
    const box = h('input', {
      type: 'checkbox',
      class: 'checkbox',
      checked: this.#selected.has(key),
      data: { gridFocus: '' },
      'aria-label': t('grid.selectRow', { name: key }),
      onchange: () => {
        if (box.checked) this.#selected.add(key);
        else this.#selected.delete(key);
        setFlag(rowNode, 'aria-selected', box.checked);
        this.#syncSelectAll();
        this.#options.onSelectionChange(this.#selected);
      },
    });
    return cellNode('gridcell', 'select', 0, box);
  }

  #rowNode(index) {
    const row = this.#rows[index];
    const key = this.#options.rowKey(row);
    const height = this.#options.rowHeightPx();
    const node = h('div', {
      role: 'row',
      class: 'grid-row',
      'aria-rowindex': String(index + 2),
      'aria-selected': String(this.#selected.has(key)),
      data: { row: String(index), key: String(key) },
      style: { top: `${index * height}px`, height: `${height}px` },
    });
    const cells = this.#options.columns.map((column, at) => cellNode('gridcell', column.key, at + 1, column.cell(row)));
    node.append(this.#selectCell(row, node), ...cells);
    return node;
  }

  #toggleAll() {
    this.#selected.clear();
    if (this.#selectAll.checked) for (const row of this.#rows) this.#selected.add(this.#options.rowKey(row));
    this.rerender();
    this.#options.onSelectionChange(this.#selected);
  }

  #syncSelectAll() {
    const { size } = this.#selected;
    this.#selectAll.checked = this.#rows.length > 0 && size === this.#rows.length;
    this.#selectAll.indeterminate = size > 0 && size < this.#rows.length;
  }

  #wantedIndexes() {
    const height = this.#options.rowHeightPx();
    const { scrollTop, clientHeight } = this.node;
    const first = Math.max(0, Math.floor(scrollTop / height) - OVERSCAN_ROWS);
    const last = Math.min(this.#rows.length - 1, Math.ceil((scrollTop + clientHeight) / height) + OVERSCAN_ROWS);
    const indexes = new Set();
    for (let index = first; index <= last; index += 1) indexes.add(index);
    // The row with the focus stays, or scrolling would throw the focus away.
    if (this.#rendered.get(this.#active.row)?.contains(document.activeElement)) indexes.add(this.#active.row);
    return indexes;
  }

  #renderVisible() {
    const indexes = this.#wantedIndexes();
    for (const [index, rowNode] of this.#rendered) {
      if (indexes.has(index)) continue;
      rowNode.remove();
      this.#rendered.delete(index);
    }
    for (const index of [...indexes].sort((a, b) => a - b)) {
      if (this.#rendered.has(index)) continue;
      const rowNode = this.#rowNode(index);
      const next = Math.min(...[...this.#rendered.keys()].filter((key) => key > index));
      this.#body.insertBefore(rowNode, this.#rendered.get(next) ?? null);
      this.#rendered.set(index, rowNode);
    }
    this.#markTabStop();
  }

  #focusTarget(rowIndex = this.#active.row) {
    const rowNode = rowIndex === HEADER ? this.#headerRow : this.#rendered.get(rowIndex);
    const cell = rowNode?.querySelector(`[data-column="${this.#active.column}"]`);
    return cell?.querySelector('[data-grid-focus]') ?? cell ?? null;
  }

  /** Tab reaches one place in the grid: the active cell, or the header while that one is not rendered. */
  #markTabStop() {
    for (const stop of this.node.querySelectorAll('[tabindex="0"]')) stop.setAttribute('tabindex', '-1');
    (this.#focusTarget() ?? this.#focusTarget(HEADER))?.setAttribute('tabindex', '0');
  }

  #reveal(rowIndex) {
    if (rowIndex === HEADER) return;
    const { node } = this;
    const height = this.#options.rowHeightPx();
    const top = rowIndex * height;
    const room = node.clientHeight - this.#headerRow.offsetHeight;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + height > node.scrollTop + room) node.scrollTop = top + height - room;
  }

  #moveTo(row, column) {
    this.#active = {
      row: clamp(row, this.#rows.length - 1, HEADER),
      column: clamp(column, this.#options.columns.length),
    };
    this.#reveal(this.#active.row);
    this.#renderVisible();
    this.#focusTarget()?.focus({ preventScroll: true });
  }

  #onKey(event) {
    if (event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(this.node.clientHeight / this.#options.rowHeightPx()) - 2);
    const lastRow = this.#rows.length - 1;
    const lastColumn = this.#options.columns.length;
    const { row, column } = this.#active;
    const moves = {
      ArrowDown: [row + 1, column],
      ArrowUp: [row - 1, column],
      ArrowRight: [row, column + 1],
      ArrowLeft: [row, column - 1],
      PageDown: [row + page, column],
      PageUp: [Math.max(0, row - page), column],
      Home: event.ctrlKey ? [0, 0] : [row, 0],
      End: event.ctrlKey ? [lastRow, lastColumn] : [row, lastColumn],
    };
    if (event.key in moves) {
      event.preventDefault();
      this.#moveTo(...moves[event.key]);
    } else if (event.key === 'Enter' && row >= 0 && !event.target.closest('button, a, input')) {
      event.preventDefault();
      this.#options.onOpen(this.#rows[row]);
    }
  }

  #rowOf(event) {
    const rowNode = event.target.closest?.('[data-row]');
    return rowNode ? this.#rows[Number(rowNode.dataset.row)] : null;
  }

  #onContextMenu(event) {
    const row = this.#rowOf(event);
    if (!row) return;
    event.preventDefault();
    const box = event.target.getBoundingClientRect();
    const isFromKeyboard = event.clientX === 0 && event.clientY === 0;
    this.#options.onContextMenu(row, {
      x: isFromKeyboard ? box.left + 12 : event.clientX,
      y: isFromKeyboard ? box.bottom : event.clientY,
      opener: document.activeElement,
    });
  }
}
