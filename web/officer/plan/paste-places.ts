import { PROVINCES } from '#shared/regions/provinces.ts';

/** What is wrong with a line of a pasted table, by the name of the text that says it. `first` is the line that it contradicts. */
export type PasteFault =
  | { line: number; fault: 'unknownProvince'; name: string }
  | { line: number; fault: 'codeOfAnother'; name: string }
  | { line: number; fault: 'namedBefore'; name: string; first: number }
  | { line: number; fault: 'noNumber' | 'noProvince' }
  | { line: number; fault: 'totalDiffers'; said: number; total: number };

/** Places by province code, and what is wrong; with a fault nothing of it is to be taken over. */
export type PastedPlaces = { places: Readonly<Record<string, number>>; total: number; faults: readonly PasteFault[] };

/** `1234`, or with one kind of separator between thousands: `1.234`, `1,234`, `1 234`. */
const NUMBER = /^(?:\d{1,9}|\d{1,3}(?:\.\d{3}){1,2}|\d{1,3}(?:,\d{3}){1,2}|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,2})$/u;
/** How the line under a table is called. */
const TOTALS = new Set(['total', 'jumlah', 'indonesia', 'nasional', 'grand total']);
/** Other names of provinces in official tables and in everyday use; what the list of names doesn't say by itself. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  '11': ['nanggroe aceh darussalam', 'nad'],
  '12': ['sumut'],
  '13': ['sumbar'],
  '16': ['sumsel'],
  '19': ['bangka belitung', 'kep bangka belitung', 'babel'],
  '21': ['kep riau', 'kepri'],
  '31': ['jakarta', 'd k i jakarta', 'daerah khusus ibukota jakarta', 'daerah khusus jakarta'],
  '32': ['jabar'],
  '33': ['jateng'],
  '34': ['yogyakarta', 'di yogyakarta', 'd i yogyakarta', 'diy'],
  '35': ['jatim'],
  '52': ['ntb'],
  '53': ['ntt'],
  '61': ['kalbar'],
  '62': ['kalteng'],
  '63': ['kalsel'],
  '64': ['kaltim'],
  '65': ['kaltara'],
  '71': ['sulut'],
  '72': ['sulteng'],
  '73': ['sulsel'],
  '74': ['sultra'],
  '76': ['sulbar'],
};
const CODES: ReadonlyMap<string, string> = new Map(
  PROVINCES.flatMap(({ code, name }) =>
    [code, plain(name), ...(OTHER_NAMES[code] ?? [])].map((one): [string, string] => [one, code]),
  ),
);

/**
 * Reads a table of places as a spreadsheet gives it: lines of a province, by its code, its name or both, and a whole number, with tabs,
 * semicolons or commas between them. A heading above, empty lines, and a total below that is right are passed over.
 */
export function readPlaces(text: string): PastedPlaces {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((content, at) => ({ line: at + 1, cells: cellsOf(content) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
  const places: Record<string, number> = {};
  const seenAt: Record<string, number> = {};
  const faults: PasteFault[] = [];
  let total = 0;
  for (const [at, { line, cells }] of lines.entries()) {
    const { names, number } = partsOf(cells);
    const codes = names.map((name) => CODES.get(plain(name)));
    const unknown = names.find((_, part) => codes[part] === undefined);
    if (at === 0 && unknown !== undefined && !cells.some((cell) => /\d/.test(cell))) continue;
    if (names.length === 0) {
      faults.push({ line, fault: 'noProvince' });
      continue;
    }
    if (unknown !== undefined && TOTALS.has(plain(unknown))) {
      // Of a table with a wrong line the total is wrong too.
      if (faults.length === 0 && number !== undefined && number !== total)
        faults.push({ line, fault: 'totalDiffers', said: number, total });
      continue;
    }
    const [code] = codes;
    const name = shown(names[0]);
    if (unknown !== undefined || code === undefined) {
      faults.push({ line, fault: 'unknownProvince', name: shown(unknown) });
      continue;
    }
    const first = seenAt[code];
    if (codes.some((other) => other !== code)) faults.push({ line, fault: 'codeOfAnother', name: shown(names[1]) });
    else if (first !== undefined) faults.push({ line, fault: 'namedBefore', name, first });
    else if (number === undefined) faults.push({ line, fault: 'noNumber' });
    else {
      places[code] = number;
      total += number;
    }
    seenAt[code] ??= line;
  }
  return { places, total, faults };
}

/** Whole places as somebody types them. @returns undefined when that is no number */
export function numberIn(text: string): number | undefined {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed.replaceAll(/\D/g, '')) : undefined;
}

/** A cell may stand in quotes (RFC 4180), and then hold the separator. Tabs go before semicolons, semicolons before commas. */
function cellsOf(line: string): string[] {
  const separator = line.includes('\t') ? '\t' : line.includes(';') ? ';' : ',';
  const cells = [''];
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) cells.push('');
    else cells[cells.length - 1] += character;
  }
  return cells.map((cell) => cell.trim());
}

/**
 * What names the province, and the number after it. A comma may stand both between cells and between thousands: what comes after the names
 * is one number.
 */
function partsOf(cells: readonly string[]): { names: string[]; number: number | undefined } {
  const isName = (cell: string, at: number) =>
    /^\p{L}/u.test(cell) || (at === 0 && /^\d\d$/.test(cell) && cells.slice(1).some((other) => other !== ''));
  const after = cells.findIndex((cell, at) => cell !== '' && !isName(cell, at));
  const names = (after < 0 ? cells : cells.slice(0, after)).filter((cell) => cell !== '');
  const rest = after < 0 ? [] : cells.slice(after);
  return { names, number: numberIn(rest.filter((cell) => cell !== '').join(',')) };
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[^\p{L}\d]+/gu, ' ')
    .trim()
    .replace(/^prov(?:insi)? /, '');
}

/** What was pasted into the wrong field may be anything: digits that could be somebody's are not repeated. */
function shown(name = ''): string {
  return /\d{6}/.test(name.replaceAll(/\D/g, '')) ? '…' : name.slice(0, 40);
}
