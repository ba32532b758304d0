// JSON without the page's help: `JSON.stringify` may be replaced, and honours every `toJSON` that a page gives to arrays.

const { keys } = Object;
const { isArray } = Array;
const HEX = '0123456789abcdef';

/** JSON of plain data: strings, finite numbers, booleans, null, arrays, objects; what is undefined is left out. */
export function write(value) {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number') return value - value === 0 ? `${value}` : 'null';
  if (!value || typeof value !== 'object') return 'null';
  return isArray(value) ? list(value) : record(value);
}

function list(values) {
  let text = '';
  for (let at = 0; at < values.length; at += 1) text += (at ? ',' : '') + write(values[at]);
  return `[${text}]`;
}

function record(value) {
  const names = keys(value);
  let text = '';
  for (let at = 0; at < names.length; at += 1) {
    const member = value[names[at]];
    if (member === undefined || typeof member === 'function') continue;
    text += `${text && ','}${quote(names[at])}:${write(member)}`;
  }
  return `{${text}}`;
}

function quote(value) {
  let text = '"';
  for (let at = 0; at < value.length; at += 1) {
    const unit = value[at];
    if (unit === '"' || unit === '\\') text += `\\${unit}`;
    else if (unit < ' ' || (unit >= '\ud800' && unit <= '\udfff')) text += escaped(value, at);
    else text += unit;
  }
  return `${text}"`;
}

function escaped(value, at) {
  const code = value.charCodeAt(at);
  return `\\u${HEX[code >> 12]}${HEX[(code >> 8) & 15]}${HEX[(code >> 4) & 15]}${HEX[code & 15]}`;
}
