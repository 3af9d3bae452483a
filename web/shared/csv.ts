/** What a spreadsheet would take for a formula if a cell began with it (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r]/;

/** Lines of cells as RFC 4180 wants them; a text that a spreadsheet would calculate is kept a text by an apostrophe. */
export function csvText(lines: readonly (readonly (string | number)[])[]): string {
  return lines.map((cells) => `${cells.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const text = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
