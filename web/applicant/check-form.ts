import { PROVINCES } from '#shared/regions/provinces.ts';
import { fits, isBirthDate, KK, NAME, PHONE } from '#shared/registrations/field-checks.ts';
import { isNik, showsBirthDate } from '#shared/registrations/nik.ts';
import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import type { Wave } from '#web/shared/api.ts';
import type { FORM } from './texts/form.ts';

/** What stands in the form: texts as typed, nothing chosen as an empty text. */
export type Typed = {
  fullName: string;
  nik: string;
  kk: string;
  day: string;
  month: string;
  year: string;
  phone: string;
  province: string;
  occupation: string;
  laidOff: '' | 'yes' | 'no';
  inFormalEducation: '' | 'yes' | 'no';
  consent: boolean;
};
export const NOTHING_TYPED: Typed = {
  ...{ fullName: '', nik: '', kk: '', day: '', month: '', year: '', phone: '', province: '', occupation: '' },
  ...{ laidOff: '', inFormalEducation: '', consent: false },
};

export type Field = keyof RegistrationBody;
/** In the order in which they are asked. */
export const FIELDS: readonly Field[] = [
  ...(['fullName', 'nik', 'kk', 'birthDate', 'phone', 'province', 'occupation'] as const),
  ...(['laidOff', 'inFormalEducation', 'consent'] as const),
];
type FormText = keyof typeof FORM;

/** Only the digits: people group them, and paste them with spaces and dots. */
export function digitsIn(text: string): string {
  return text.replace(/\D/g, '');
}

/** A phone number as E.164: a leading 0, 62 or nothing before the 8 is Indonesia. */
export function phoneNumber(text: string): string {
  const digits = digitsIn(text);
  if (text.trim().startsWith('+') || digits.startsWith('62')) return `+${digits}`;
  return `+62${digits.replace(/^0/, '')}`;
}

/** YYYY-MM-DD of the three parts, whatever they are. */
export function birthDateOf({ day, month, year }: Pick<Typed, 'day' | 'month' | 'year'>): string {
  return `${year.trim().padStart(4, '0')}-${month.trim().padStart(2, '0')}-${day.trim().padStart(2, '0')}`;
}

/** The provinces from which somebody may register in that wave. */
export function provincesOf({ byProvince }: Pick<Wave, 'byProvince'>) {
  return PROVINCES.filter(({ code }) => byProvince === 'national' || Object.hasOwn(byProvince, code));
}

/** What is wrong with each field, by the name of the text that says it. @param today YYYY-MM-DD */
export function faultsIn(typed: Typed, wave: Pick<Wave, 'byProvince'>, today: string): Partial<Record<Field, FormText>> {
  const birthDate = birthDateOf(typed);
  const name = typed.fullName.trim();
  const kk = digitsIn(typed.kk);
  return {
    ...(!(NAME.test(name) && fits(name)) && { fullName: 'fullNameWrong' }),
    ...nikFault(digitsIn(typed.nik)),
    ...(!KK.test(kk) && { kk: 'kkWrong' }),
    ...(kk.length === 16 && kk === digitsIn(typed.nik) && { kk: 'kkIsNik' }),
    ...(!(isBirthDate(birthDate) && birthDate <= today) && { birthDate: 'birthDateWrong' }),
    ...(!PHONE.test(phoneNumber(typed.phone)) && { phone: 'phoneWrong' }),
    ...(!provincesOf(wave).some(({ code }) => code === typed.province) && { province: 'provinceWrong' }),
    ...(typed.occupation === '' && { occupation: 'occupationWrong' }),
    ...(typed.laidOff === '' && { laidOff: 'laidOffWrong' }),
    ...(typed.inFormalEducation === '' && { inFormalEducation: 'inFormalEducationWrong' }),
    ...(!typed.consent && { consent: 'consentWrong' }),
  };
}

/** Says which part of a NIK can't be, where it has its sixteen digits. */
function nikFault(nik: string): { nik?: FormText } {
  if (isNik(nik)) return {};
  if (nik.length !== 16) return { nik: 'nikWrong' };
  if (!provinceOfNik(nik)) return { nik: 'nikProvinceWrong' };
  // With another serial it would be one, so it isn't the date.
  return { nik: isNik(`${nik.slice(0, 12)}0001`) ? 'nikWrong' : 'nikDateWrong' };
}

/** Where a NIK was issued, as soon as its first two digits are there. */
export function provinceOfNik(text: string): string | undefined {
  return PROVINCES.find(({ code }) => code === digitsIn(text).slice(0, 2))?.name;
}

/** Whether NIK and birth date are each right and don't agree: worth a look, and no fault. */
export function birthDateDiffers(typed: Typed): boolean {
  const [nik, birthDate] = [digitsIn(typed.nik), birthDateOf(typed)];
  return isNik(nik) && isBirthDate(birthDate) && !showsBirthDate(nik, birthDate);
}

/** What is sent, of a form without faults; the same bytes for the same form. */
export function bodyOf(typed: Typed): string {
  const body: RegistrationBody = {
    nik: digitsIn(typed.nik),
    kk: digitsIn(typed.kk),
    fullName: typed.fullName.trim(),
    birthDate: birthDateOf(typed),
    phone: phoneNumber(typed.phone),
    province: typed.province,
    occupation: typed.occupation as RegistrationBody['occupation'],
    laidOff: typed.laidOff === 'yes',
    inFormalEducation: typed.inFormalEducation === 'yes',
    consent: true,
  };
  return JSON.stringify(body);
}
