import { RULES, type RuleName } from '../eligibility/rules.ts';
import type { Notice, NotSelectedReason } from './notice.ts';

type BothLanguages = { id: string; en: string };

/** What became of an entrant, where no rule says it. */
const RESULTS: Record<Exclude<NotSelectedReason, RuleName>, BothLanguages> = {
  'not-selected': { id: 'Undian Anda tidak mendapat tempat.', en: 'Your ticket did not win a place.' },
  'already-a-recipient': RULES['never-received-before'].refusal,
  'household-full': RULES['household-has-a-place-left'].refusal,
};

/** In every message: in 2020 copies of these messages asked people for both. */
const NEVER_ASKED: BothLanguages = {
  id: 'Kami tidak pernah meminta OTP, PIN, atau uang.',
  en: 'We never ask for an OTP, a PIN or money.',
};

/**
 * The text of a notice, Indonesian first and English below: a registration does not say which its holder reads. Only characters of the GSM
 * alphabet, so that a part holds 153 of them, and never a link: a message from the programme asks for nothing.
 * @param wave its number, as people know it
 */
export function messageText(notice: Notice, wave: number): string {
  const { id, en } = sentences(notice);
  return `Gelombang ${wave}: ${id} ${NEVER_ASKED.id}\nWave ${wave}: ${en} ${NEVER_ASKED.en}`;
}

function sentences(notice: Notice): BothLanguages {
  switch (notice.kind) {
    case 'selected': {
      const until = notice.deadline && inWib(notice.deadline);
      return {
        id: `Anda TERPILIH.${until ? ` Pakai bantuan Anda paling lambat ${until}.` : ''}`,
        en: `You are SELECTED.${until ? ` Use your benefit by ${until}.` : ''}`,
      };
    }
    case 'not-selected': {
      const { id, en } = reasonOf(notice.reason);
      return { id: `Anda tidak terpilih. ${id}`, en: `You are not selected. ${en}` };
    }
    case 'reminder': {
      const { daysLeft, deadline } = notice;
      const until = inWib(deadline);
      return {
        id: `Sisa ${daysLeft} hari: bantuan Anda dicabut bila tidak dipakai sampai ${until}.`,
        en: `${daysLeft} day${daysLeft === 1 ? '' : 's'} left: your benefit is withdrawn unless used by ${until}.`,
      };
    }
    case 'revoked':
      return {
        id: `Bantuan Anda dicabut pada ${dayMonthYear(notice.day)}.`,
        en: `Your benefit was withdrawn on ${dayMonthYear(notice.day)}.`,
      };
    case 'appeal-decided': {
      const until = notice.deadline && inWib(notice.deadline);
      return notice.decision === 'granted'
        ? {
            id: `Keberatan Anda DITERIMA.${until ? ` Pakai bantuan Anda paling lambat ${until}.` : ''}`,
            en: `Your appeal is GRANTED.${until ? ` Use your benefit by ${until}.` : ''}`,
          }
        : { id: 'Keberatan Anda ditolak; hasil tetap berlaku.', en: 'Your appeal is dismissed; the result stands.' };
    }
  }
}

function reasonOf(reason: NotSelectedReason): BothLanguages {
  return Object.hasOwn(RESULTS, reason) ? RESULTS[reason as keyof typeof RESULTS] : RULES[reason as RuleName].refusal;
}

/** Western Indonesia Time, UTC+07:00 without daylight saving. */
const WIB_OFFSET_MS = 7 * 3_600_000;

/** `12-09-2020 23.59 WIB`. */
function inWib(isoInstant: string): string {
  const text = new Date(Date.parse(isoInstant) + WIB_OFFSET_MS).toISOString();
  return `${dayMonthYear(text.slice(0, 10))} ${text.slice(11, 16).replace(':', '.')} WIB`;
}

/** As Indonesians write a day. @param day YYYY-MM-DD */
function dayMonthYear(day: string): string {
  return day.split('-').reverse().join('-');
}
