import type { Texts } from '#web/shared/text.ts';

/** A plan tried on made-up entrants. */
export const TRY_OUT = {
  heading: { id: 'Coba undian', en: 'Try the draw' },
  afterAnnouncement: {
    id: 'Gelombang baru dapat dicoba sesudah diumumkan, sebelum dibuka: rencananya masih dapat diubah saat itu.',
    en: 'A new wave can be tried once it is announced and before it opens: its plan can still be amended then.',
  },
  body: {
    id: 'Mengundi rencana gelombang {number} yang berlaku, bukan isian di atas, dengan peserta buatan dan angka acak yang sudah lewat. Tidak ada yang berubah.',
    en: 'Draws the plan of wave {number} that is in force, not what is typed above, on made-up entrants with a random number that is past. Nothing changes.',
  },
  entrants: { id: 'Peserta buatan', en: 'Made-up entrants' },
  priorityPerMille: { id: 'Korban PHK per seribu', en: 'Laid-off in a thousand' },
  householdsOf: { id: 'Peserta tiap KK', en: 'Entrants to a family card' },
  try: { id: 'Coba', en: 'Try it' },
  trying: { id: 'Mengundi peserta buatan …', en: 'Drawing made-up entrants …' },
  verdict: {
    id: 'Dari {entrants} peserta buatan, {awarded} mendapat kuota dari {places}; {unfilled} tidak terisi.',
    en: 'Of {entrants} made-up entrants, {awarded} get one of {places} places; {unfilled} stay unfilled.',
  },
  how: {
    id: 'Suar acak ronde {round}; dihitung dalam {milliseconds} ms.',
    en: 'Round {round} of the beacon; computed in {milliseconds} ms.',
  },
  caption: { id: 'Hasil percobaan tiap provinsi', en: 'What it would do in each province' },
  country: { id: 'Seluruh Indonesia', en: 'The whole country' },
  province: { id: 'Provinsi', en: 'Province' },
  places: { id: 'Kuota', en: 'Places' },
  awarded: { id: 'Terisi', en: 'Awarded' },
  unfilled: { id: 'Tidak terisi', en: 'Unfilled' },
  spilledIn: { id: 'Dari provinsi lain', en: 'From other provinces' },
  spilledOut: { id: 'Ke provinsi lain', en: 'To other provinces' },
} as const satisfies Texts;
