import type { Texts } from '#web/shared/text.ts';

/** Observed against expected selections. */
export const RATES = {
  heading: { id: 'Apakah undian ini merata?', en: 'Was this draw even?' },
  body: {
    id: 'Titik adalah bagian peserta yang terpilih; garis tegak adalah bagian yang diharapkan menurut rencana. Undian jujur berada di dalam batang dalam 19 dari 20 kasus, atau lebih sering.',
    en: 'The dot is the share of entrants who were selected; the upright line is the share that the plan lets expect. An honest draw is inside the bar in 19 of 20 cases, or more often.',
  },
  by: { id: 'Menurut', en: 'By' },
  province: { id: 'Provinsi', en: 'Province' },
  sex: { id: 'Jenis kelamin', en: 'Sex' },
  ageBand: { id: 'Umur', en: 'Age' },
  priority: { id: 'Prioritas', en: 'Priority' },
  title: { id: 'Bagian peserta yang terpilih: {by}', en: 'Share of entrants selected: {by}' },
  label: {
    id: 'Diagram {count} kelompok: bagian yang terpilih, yang diharapkan, dan batas wajarnya. Angkanya ada di tabel di bawah.',
    en: 'A chart of {count} groups: the share selected, the share expected, and its plausible limits. The numbers are in the table below.',
  },
  inside: { id: 'di dalam batas wajar', en: 'inside the plausible limits' },
  outside: { id: 'di luar batas wajar', en: 'outside the plausible limits' },
  legendObserved: { id: 'terpilih', en: 'selected' },
  legendOutside: { id: 'terpilih, di luar batas wajar', en: 'selected, outside the plausible limits' },
  legendExpected: { id: 'diharapkan', en: 'expected' },
  legendInterval: { id: 'batas wajar', en: 'plausible limits' },
  group: { id: 'Kelompok', en: 'Group' },
  entrants: { id: 'Peserta', en: 'Entrants' },
  selected: { id: 'Terpilih', en: 'Selected' },
  expected: { id: 'Diharapkan', en: 'Expected' },
  rate: { id: 'Bagian terpilih', en: 'Share selected' },
  expectedRate: { id: 'Bagian diharapkan', en: 'Share expected' },
  from: { id: 'Batas bawah', en: 'Lower limit' },
  to: { id: 'Batas atas', en: 'Upper limit' },
  p: {
    id: 'p = {p}: undian jujur akan sama atau lebih timpang dalam {share} dari semua kasus.',
    en: 'p = {p}: an honest draw would be as uneven or more so in {share} of all cases.',
  },
  hardlyChance: {
    id: 'Ini hampir tidak mungkin kebetulan. Tanyakan kepada penyelenggara.',
    en: 'This is hardly chance. Somebody should be asked.',
  },
  untested: { id: 'Di sini tidak ada yang dapat dibandingkan.', en: 'There is nothing to compare here.' },
  withheld: {
    id: 'Peserta kurang dari 20 orang: angka menurut kelompok tidak diterbitkan.',
    en: 'Fewer than 20 entrants: no numbers by group are published.',
  },
  source: { id: 'Sumber', en: 'Source' },
} as const satisfies Texts;

/** Groups of people by their names in the files; provinces have names of their own. */
export const BAND_TEXTS = {
  female: { id: 'Perempuan', en: 'Women' },
  male: { id: 'Laki-laki', en: 'Men' },
  'under 18': { id: 'Di bawah 18 tahun', en: 'Under 18' },
  '18-24': { id: '18 sampai 24 tahun', en: '18 to 24' },
  '25-34': { id: '25 sampai 34 tahun', en: '25 to 34' },
  '35-44': { id: '35 sampai 44 tahun', en: '35 to 44' },
  '45-54': { id: '45 sampai 54 tahun', en: '45 to 54' },
  '55-64': { id: '55 sampai 64 tahun', en: '55 to 64' },
  '65 and over': { id: '65 tahun ke atas', en: '65 and over' },
  'without priority': { id: 'Tanpa prioritas', en: 'Without priority' },
  'with priority': { id: 'Dengan prioritas', en: 'With priority' },
  other: { id: 'Lainnya', en: 'Others' },
} as const satisfies Texts;
