// What a file is, and the columns of a CSV file, out of its first part, as the worker will read them.
const START = 256 * 1024;
const RECORDS = 6;
const DELIMITERS = [',', ';', '\t', '|'];

/** {format: 'csv' | 'excel' | 'xml', columns: [{name, samples}]}; of workbooks and XML the columns are not known. */
export async function readColumns(file) {
  const bytes = new Uint8Array(await file.slice(0, START).arrayBuffer());
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return { format: 'excel', columns: [] };
  const text = decode(bytes);
  if (text.trimStart().startsWith('<')) return { format: 'xml', columns: [] };
  return { format: 'csv', columns: columns(text) };
}

function decode(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function columns(text) {
  const named = /^sep=(.)\r?\n/.exec(text);
  const rest = (named ? text.slice(named[0].length) : text).replace(/^\s*\n/, '');
  const delimiter = named?.[1] ?? likeliest(rest);
  const [header = [], ...rows] = records(rest, delimiter);
  return header
    .map((name, index) => ({ name: name.trim(), samples: rows.map((row) => row[index] ?? '').filter(Boolean) }))
    .filter((column, index, all) => column.name && all.findIndex((other) => other.name === column.name) === index);
}

function likeliest(text) {
  const widths = DELIMITERS.map((delimiter) => records(text, delimiter, 1)[0]?.length ?? 0);
  return DELIMITERS[widths.indexOf(Math.max(...widths))];
}

/** RFC 4180, the first few records: quotes may hold delimiters, newlines and doubled quotes. */
function records(text, delimiter, most = RECORDS) {
  const found = [];
  let record = [];
  let value = '';
  let quoted = false;
  for (let at = 0; at < text.length && found.length < most; at++) {
    const one = text[at];
    if (quoted) {
      if (one !== '"') value += one;
      else if (text[at + 1] === '"') value += text[++at];
      else quoted = false;
    } else if (one === '"' && !value.trim()) {
      quoted = true;
      value = '';
    } else if (one === delimiter) {
      record.push(value);
      value = '';
    } else if (one === '\n') {
      record.push(value.replace(/\r$/, ''));
      if (record.some(Boolean)) found.push(record);
      record = [];
      value = '';
    } else {
      value += one;
    }
  }
  if (found.length < most && (value || record.length)) found.push([...record, value]);
  return found;
}
