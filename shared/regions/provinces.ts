export type Province = { readonly code: string; readonly name: string; readonly since: number };

const NAMES: readonly (readonly [code: string, name: string])[] = [
  ['11', 'Aceh'],
  ['12', 'Sumatera Utara'],
  ['13', 'Sumatera Barat'],
  ['14', 'Riau'],
  ['15', 'Jambi'],
  ['16', 'Sumatera Selatan'],
  ['17', 'Bengkulu'],
  ['18', 'Lampung'],
  ['19', 'Kepulauan Bangka Belitung'],
  ['21', 'Kepulauan Riau'],
  ['31', 'DKI Jakarta'],
  ['32', 'Jawa Barat'],
  ['33', 'Jawa Tengah'],
  ['34', 'Daerah Istimewa Yogyakarta'],
  ['35', 'Jawa Timur'],
  ['36', 'Banten'],
  ['51', 'Bali'],
  ['52', 'Nusa Tenggara Barat'],
  ['53', 'Nusa Tenggara Timur'],
  ['61', 'Kalimantan Barat'],
  ['62', 'Kalimantan Tengah'],
  ['63', 'Kalimantan Selatan'],
  ['64', 'Kalimantan Timur'],
  ['65', 'Kalimantan Utara'],
  ['71', 'Sulawesi Utara'],
  ['72', 'Sulawesi Tengah'],
  ['73', 'Sulawesi Selatan'],
  ['74', 'Sulawesi Tenggara'],
  ['75', 'Gorontalo'],
  ['76', 'Sulawesi Barat'],
  ['81', 'Maluku'],
  ['82', 'Maluku Utara'],
  ['91', 'Papua'],
  ['92', 'Papua Barat'],
  ['93', 'Papua Selatan'],
  ['94', 'Papua Tengah'],
  ['95', 'Papua Pegunungan'],
  ['96', 'Papua Barat Daya'],
];

/** Papua was divided in 2022; all the others are in the ministry's list of 2019. */
const FIRST_OF_2022 = '93';

/**
 * The provinces of Indonesia by their two-digit code, the first two digits of every regency code and of every NIK issued there.
 * `since` is the year of the home ministry's code list in which the code first stands.
 */
export const PROVINCES: readonly Province[] = NAMES.map(([code, name]) => ({
  code,
  name,
  since: code < FIRST_OF_2022 ? 2019 : 2022,
}));

const CODES: ReadonlySet<string> = new Set(NAMES.map(([code]) => code));

/** True for the code of a province that exists or existed; the year is not asked. */
export function isProvince(code: string): boolean {
  return CODES.has(code);
}
