import { createHash } from 'node:crypto';

/** One text in every form in which it could have been carried off without being hidden. */
export type Needle = { what: string; forms: string[] };

/**
 * The text in clear, in other cases, in a URL, as hex, inside a longer text in base64, and as an unsalted SHA-256. A keyed hash is not among
 * them: whoever has the pepper may know people again.
 */
export function needle(what: string, text: string): Needle {
  const digest = createHash('sha256').update(text).digest();
  const forms = [
    text,
    text.toLowerCase(),
    text.toUpperCase(),
    encodeURIComponent(text),
    encodeURIComponent(text).replaceAll('%20', '+'),
    Buffer.from(text).toString('hex'),
    digest.toString('hex'),
    ...bothAlphabets(digest.toString('base64url')),
    ...[0, 1, 2].flatMap((offset) => bothAlphabets(insideBase64(text, offset))),
  ];
  return { what, forms: [...new Set(forms)] };
}

/** The characters that stand for the text and nothing else, wherever it begins in what was encoded. */
function insideBase64(text: string, offset: number): string {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(text)]);
  const firstOwn = Math.ceil((offset * 8) / 6);
  return bytes.toString('base64url').slice(firstOwn, Math.floor((bytes.length * 8) / 6));
}

function bothAlphabets(base64url: string): string[] {
  return [base64url, base64url.replaceAll('-', '+').replaceAll('_', '/')];
}

/** @param text a character for a byte where it comes from a file that is no text @returns what was found of the needles */
export function foundIn(text: string, needles: readonly Needle[]): string[] {
  return needles.filter(({ forms }) => forms.some((form) => text.includes(form))).map(({ what }) => what);
}
