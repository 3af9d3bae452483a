/** Longer than any sentence here; a forged name must not fill the screen. */
const MOST_CHARACTERS = 500;

/**
 * Text with parts of foreign files in it, fit for one line of a terminal: what could move the cursor, begin a line of its own or turn the
 * writing round is shown as its code.
 */
export function printable(text: string): string {
  const shown = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, codeOf);
  return shown.length > MOST_CHARACTERS ? `${shown.slice(0, MOST_CHARACTERS - 3)}...` : shown;
}

function codeOf(character: string): string {
  if (character === '\r') return '\\r';
  return character === '\n' ? '\\n' : `\\u{${character.codePointAt(0)?.toString(16)}}`;
}
