// A table of thousands of rows of which only the visible ones exist in the page.
// Keyboard: arrows, Home, End, Page Up and Down, with Ctrl to the first and last row; Enter opens a row.

import { h, setFlag } from './dom.js';
import { icon } from './icons.js';
import { t } from './i18n.js';

const OVERSCAN_ROWS = 8;
const HEADER = -1;

/**
 * `columns`: {key, label, sortable?, name?, cell(row)}; a cell is a node or a string, and a node
 * marked `data-grid-focus` takes the focus in place of its cell.
 */
export function createGrid({ label, columns, rowKey, rowHeightPx, onOpen, onContextMenu, onSort, onSelectionChange }) {
  let rows = [];
  let sort = null;
  let active = { row: 0, column: 0 };
  const rendered = new Map();
  const selected = new Set();

  const selectAll = h('input', {
    type: 'checkbox', class: 'checkbox', 'aria-label': t('grid.selectAll'), data: { gridFocus: '' },
    onchange: () => {
      selected.clear();
      if (selectAll.checked) for (const row of rows) selected.add(rowKey(row));
      rerender();
      onSelectionChange(selected);
    },
  });
  const headerRow = h('div', { role: 'row', class: 'grid-row grid-header', 'aria-rowindex': '1' });
  const body = h('div', { role: 'rowgroup', class: 'grid-body' });
  const node = h('div', { role: 'grid', class: 'grid', 'aria-label': label, 'aria-colcount': String(columns.length + 1), 'aria-multiselectable': 'true' },
    h('div', { role: 'rowgroup', class: 'grid-head' }, headerRow), body);

  function cellNode(role, column, index, content) {
    const cell = h('div', { role, class: `grid-cell grid-${column}`, 'aria-colindex': String(index + 1), data: { column: String(index) } }, content);
    (cell.querySelector('[data-grid-focus]') ?? cell).setAttribute('tabindex', '-1');
    return cell;
  }

  function headerCell(column, index) {
    if (!column.sortable) return cellNode('columnheader', column.key, index, column.name ?? column.label);
    const isSorted = sort?.column === column.key;
    const button = h('button', { type: 'button', class: 'grid-sort', data: { gridFocus: '' }, onclick: () => onSort(column.key) },
      h('span', {}, column.label), isSorted && icon(sort.direction === 'ascending' ? 'up' : 'down', 12));
    const cell = cellNode('columnheader', column.key, index, button);
    cell.setAttribute('aria-sort', isSorted ? sort.direction : 'none');
    return cell;
  }

  function selectCell(row, rowNode) {
    const key = rowKey(row);
    const box = h('input', {
      type: 'checkbox', class: 'checkbox', checked: selected.has(key), data: { gridFocus: '' },
      'aria-label': t('grid.selectRow', { name: key }),
      onchange: () => {
        if (box.checked) selected.add(key);
        else selected.delete(key);
        setFlag(rowNode, 'aria-selected', box.checked);
        syncSelectAll();
        onSelectionChange(selected);
      },
    });
    return cellNode('gridcell', 'select', 0, box);
  }

  function renderRow(index) {
    const row = rows[index];
    const rowNode = h('div', {
      role: 'row', class: 'grid-row', 'aria-rowindex': String(index + 2), 'aria-selected': String(selected.has(rowKey(row))),
      data: { row: String(index), key: String(rowKey(row)) }, style: { top: `${index * rowHeightPx()}px`, height: `${rowHeightPx()}px` },
    });
    rowNode.append(selectCell(row, rowNode), ...columns.map((column, at) => cellNode('gridcell', column.key, at + 1, column.cell(row))));
    return rowNode;
  }

  function syncSelectAll() {
    selectAll.checked = rows.length > 0 && selected.size === rows.length;
    selectAll.indeterminate = selected.size > 0 && selected.size < rows.length;
  }

  function wanted() {
    const height = rowHeightPx();
    const first = Math.max(0, Math.floor(node.scrollTop / height) - OVERSCAN_ROWS);
    const last = Math.min(rows.length - 1, Math.ceil((node.scrollTop + node.clientHeight) / height) + OVERSCAN_ROWS);
    const indexes = new Set();
    for (let index = first; index <= last; index += 1) indexes.add(index);
    // The row with the focus stays, or scrolling would throw the focus away.
    if (active.row >= 0 && active.row < rows.length && rendered.get(active.row)?.contains(document.activeElement)) indexes.add(active.row);
    return indexes;
  }

  function renderVisible() {
    const indexes = wanted();
    for (const [index, rowNode] of rendered) {
      if (indexes.has(index)) continue;
      rowNode.remove();
      rendered.delete(index);
    }
    for (const index of [...indexes].sort((a, b) => a - b)) {
      if (rendered.has(index)) continue;
      const rowNode = renderRow(index);
      const next = [...rendered.keys()].filter((key) => key > index).sort((a, b) => a - b)[0];
      body.insertBefore(rowNode, next === undefined ? null : rendered.get(next));
      rendered.set(index, rowNode);
    }
    markTabStop();
  }

  function focusTarget(rowIndex, column) {
    const rowNode = rowIndex === HEADER ? headerRow : rendered.get(rowIndex);
    const cell = rowNode?.querySelector(`[data-column="${column}"]`);
    return cell?.querySelector('[data-grid-focus]') ?? cell ?? null;
  }

  function markTabStop() {
    for (const stop of node.querySelectorAll('[tabindex="0"]')) stop.setAttribute('tabindex', '-1');
    const target = focusTarget(active.row, active.column) ?? focusTarget(HEADER, active.column);
    target?.setAttribute('tabindex', '0');
  }

  function reveal(rowIndex) {
    if (rowIndex === HEADER) return;
    const height = rowHeightPx();
    const top = rowIndex * height;
    const room = node.clientHeight - headerRow.offsetHeight;
    if (top < node.scrollTop) node.scrollTop = top;
    else if (top + height > node.scrollTop + room) node.scrollTop = top + height - room;
  }

  function moveTo(rowIndex, column) {
    active = { row: Math.min(Math.max(HEADER, rowIndex), rows.length - 1), column: Math.min(Math.max(0, column), columns.length) };
    reveal(active.row);
    renderVisible();
    focusTarget(active.row, active.column)?.focus({ preventScroll: true });
  }

  function onKey(event) {
    if (event.altKey || event.metaKey) return;
    const page = Math.max(1, Math.floor(node.clientHeight / rowHeightPx()) - 2);
    const { row, column } = active;
    const moves = {
      ArrowDown: [row + 1, column], ArrowUp: [row - 1, column], ArrowRight: [row, column + 1], ArrowLeft: [row, column - 1],
      PageDown: [row + page, column], PageUp: [Math.max(0, row - page), column],
      Home: event.ctrlKey ? [0, 0] : [row, 0], End: event.ctrlKey ? [rows.length - 1, columns.length] : [row, columns.length],
    };
    if (event.key in moves) {
      event.preventDefault();
      moveTo(...moves[event.key]);
    } else if (event.key === 'Enter' && row >= 0 && !event.target.closest('button, a, input')) {
      event.preventDefault();
      onOpen(rows[row]);
    }
  }

  function rowOf(event) {
    const rowNode = event.target.closest?.('[data-row]');
    return rowNode ? rows[Number(rowNode.dataset.row)] : null;
  }

  node.addEventListener('scroll', renderVisible, { passive: true });
  node.addEventListener('keydown', onKey);
  node.addEventListener('focusin', (event) => {
    const cell = event.target.closest('[data-column]');
    if (!cell) return;
    active = { row: Number(cell.closest('[data-row]')?.dataset.row ?? HEADER), column: Number(cell.dataset.column) };
    markTabStop();
  });
  node.addEventListener('dblclick', (event) => {
    const row = rowOf(event);
    if (row && !event.target.closest('button, a, input')) onOpen(row);
  });
  node.addEventListener('contextmenu', (event) => {
    const row = rowOf(event);
    if (!row) return;
    event.preventDefault();
    const box = event.target.getBoundingClientRect();
    const fromKeyboard = event.clientX === 0 && event.clientY === 0;
    onContextMenu(row, { x: fromKeyboard ? box.left + 12 : event.clientX, y: fromKeyboard ? box.bottom : event.clientY, opener: document.activeElement });
  });
  const resizes = new ResizeObserver(renderVisible);
  resizes.observe(node);

  function rerender() {
    rendered.clear();
    headerRow.replaceChildren(cellNode('columnheader', 'select', 0, selectAll), ...columns.map((column, at) => headerCell(column, at + 1)));
    body.replaceChildren();
    body.style.setProperty('height', `${rows.length * rowHeightPx()}px`);
    node.setAttribute('aria-rowcount', String(rows.length + 1));
    syncSelectAll();
    renderVisible();
  }

  return {
    node,
    rerender,
    selectedKeys: () => new Set(selected),
    clearSelection() {
      selected.clear();
      rerender();
    },
    setRows(next, nextSort) {
      const hadFocus = node.contains(document.activeElement);
      rows = next;
      sort = nextSort;
      if (active.row >= rows.length) active = { row: rows.length > 0 ? 0 : HEADER, column: active.column };
      const present = new Set(rows.map(rowKey));
      for (const key of selected) if (!present.has(key)) selected.delete(key);
      rerender();
      if (hadFocus) focusTarget(active.row, active.column)?.focus({ preventScroll: true });
    },
    dispose: () => resizes.disconnect(),
  };
}
