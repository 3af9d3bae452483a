import { instantText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type Language, saying } from '#web/shared/text.ts';
import type { KeptReceipt } from './kept.ts';
import { RECEIPT } from './texts/receipt.ts';

/** The receipt as a text file that a person can read and that the page of results opens again. @param origin of the site */
export function receiptFile(kept: KeptReceipt, origin: string, language: Language): { name: string; text: string } {
  const say = saying(RECEIPT, language);
  const { number, entryId, registeredAt, receipt, manageToken } = kept;
  const lines = [
    say('fileHeading', { number }),
    '',
    `${say('registeredAt')}: ${instantText(registeredAt, language)}`,
    `${say('entry')}: ${entryId}`,
    '',
    say('fileKeep', { address: `${origin}${PATHS.result[language]}` }),
    '',
    `${say('receiptCode')}:`,
    receipt,
    '',
    `${say('manageCode')}:`,
    manageToken,
    '',
  ];
  return { name: say('fileName', { number }), text: lines.join('\r\n') };
}

/**
 * The address that opens the own result elsewhere. The token stands behind the `#`: browsers keep that part to themselves, so no server,
 * log or other site sees it.
 */
export function resultAddress(manageToken: string, origin: string, language: Language): string {
  return `${origin}${PATHS.result[language]}#${manageToken}`;
}

/** The address that looks up a receipt in the committed files; the receipt, which may be shown, stands behind the `#` all the same. */
export function checkAddress(receipt: string, origin: string, language: Language): string {
  return `${origin}${PATHS.check[language]}#${receipt}`;
}
