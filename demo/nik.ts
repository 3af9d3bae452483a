import { REGENCIES } from '#shared/regions/regencies.ts';
import type { Random } from './random.ts';

export type Sex = 'female' | 'male';

/** Issues numbers as the civil registry does: never the same twice, the serial counting up within district and day. */
export type Registry = {
  /**
   * A national identity number: regency and district of first issue, birth date as DDMMYY with 40 added to the day for women, serial.
   * @param province of domicile; one in seven was first registered elsewhere and keeps that region's code for life
   * @param birthDate YYYY-MM-DD
   */
  nik(province: string, birthDate: string, sex: Sex): string;
  /** A family card number: regency and district, day of issue, serial. */
  kk(province: string): string;
};

/** Births in another province than the domicile: 1 in 7 Indonesians live outside the province of their birth. */
const BORN_ELSEWHERE = 1 / 7;
/** Regencies have from a handful to some fifty districts; the low numbers exist in all but the smallest. */
const DISTRICTS = 12;

const REGENCIES_OF_2019 = Object.entries(REGENCIES)
  .filter(([, [, since]]) => since === 2019)
  .map(([code]) => code);
const BY_PROVINCE = Map.groupBy(REGENCIES_OF_2019, (code) => code.slice(0, 2));

export function civilRegistry(random: Random): Registry {
  const serials = new Map<string, number>();
  const issue = (prefix: string) => {
    const serial = (serials.get(prefix) ?? 0) + 1;
    serials.set(prefix, serial);
    return prefix + String(serial).padStart(4, '0');
  };
  const district = (province: string) => {
    const regencies = BY_PROVINCE.get(province);
    if (!regencies) throw new RangeError(`no regency has the province code ${province}`);
    return random.pick(regencies) + twoDigits(random.integer(1, DISTRICTS));
  };
  return {
    nik(province, birthDate, sex) {
      const region = random.chance(BORN_ELSEWHERE) ? random.pick(REGENCIES_OF_2019).slice(0, 2) : province;
      const [year, month, day] = birthDate.split('-') as [string, string, string];
      return issue(`${district(region)}${twoDigits(Number(day) + (sex === 'female' ? 40 : 0))}${month}${year.slice(2)}`);
    },
    kk: (province) =>
      issue(
        `${district(province)}${twoDigits(random.integer(1, 28))}${twoDigits(random.integer(1, 12))}${twoDigits(random.integer(5, 19))}`,
      ),
  };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
