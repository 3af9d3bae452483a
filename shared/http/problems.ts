import type { Text } from './text.ts';

/** Every refusal that the API gives: the last part of its `type` (RFC 9457), its status, and what the caller reads. */
export const PROBLEMS = {
  'malformed-json': [400, 'Isi permintaan bukan JSON yang sah.', 'The body is not valid JSON.'],
  unauthorized: [401, 'Token tidak ada atau tidak berlaku.', 'The token is missing or not valid.'],
  forbidden: [403, 'Token ini tidak memberi hak untuk tindakan ini.', 'This token does not allow that.'],
  'unknown-wave': [404, 'Gelombang ini tidak ada.', 'There is no such wave.'],
  'unknown-proposal': [404, 'Usulan ini tidak ada.', 'There is no such proposal.'],
  'unknown-registration': [404, 'Pendaftaran ini tidak ada.', 'There is no such registration.'],
  'unknown-file': [
    404,
    'Berkas bukti ini tidak ada, atau belum diterbitkan.',
    'There is no such evidence file, or it is not published yet.',
  ],
  'unknown-import': [404, 'Impor daftar ini tidak ada.', 'There is no such import of a list.'],
  'unknown-chain': [404, 'Rantai catatan audit ini tidak ada.', 'There is no such chain of the audit log.'],
  'invalid-after': [
    422,
    'Parameter after harus nomor urut sebuah entri: paling banyak sembilan angka.',
    'The parameter after must be the number of an entry: nine digits at most.',
  ],
  'invalid-state': [
    422,
    'Parameter state harus salah satu dari pending, approved, rejected, expired.',
    'The parameter state must be one of pending, approved, rejected, expired.',
  ],
  'invalid-opens-at': [
    422,
    'Parameter opensAt harus waktu ISO 8601 dengan zona, misalnya 2020-08-08T12:00:00+07:00.',
    'The parameter opensAt must be an ISO 8601 instant with its offset, such as 2020-08-08T12:00:00+07:00.',
  ],
  'invalid-list-id': [
    422,
    'Nama daftar terdiri dari huruf kecil, angka dan tanda hubung, paling banyak 64 dan tanpa 16 angka berderet, misalnya aid-2020-08.',
    'The name of a list has lower-case letters, digits and hyphens, at most 64 and no 16 digits in a row, such as aid-2020-08.',
  ],
  'invalid-on': [
    422,
    'Parameter on harus sebuah tanggal, misalnya 2020-08-01.',
    'The parameter on must be a day, such as 2020-08-01.',
  ],
  'not-its-lines': [
    422,
    'Impor ini tidak punya bagian bernomor itu, atau jumlah barisnya bukan yang semestinya: 2000, pada bagian terakhir sisanya.',
    'The import has no chunk of that number, or these are not as many lines as belong to it: 2000, and in the last one what is left.',
  ],
  'faulty-lines': [
    422,
    'Daftar ini tidak diimpor: ada baris yang bukan NIK (lihat errors, paling banyak seribu baris).',
    'The list is not imported: some lines are no NIK (see errors, a thousand lines at most).',
  ],
  'other-file': [
    422,
    'Daftar ini tidak diimpor: yang diterima bukan berkas yang diumumkan.',
    'The list is not imported: what has come is not the file that was announced.',
  ],
  'nobody-listed': [422, 'Daftar ini tidak diimpor: tidak memuat seorang pun.', 'The list is not imported: it names nobody.'],
  'list-of-another-kind': [
    409,
    'Daftar dengan nama ini sudah ada, dari jenis lain.',
    'There is a list of that name already, of another kind.',
  ],
  'import-closed': [409, 'Impor ini sudah selesai atau gagal.', 'This import is complete already, or has failed.'],
  'other-bytes': [
    409,
    'Bagian ini sudah diterima dengan isi lain; isi yang pertama tetap berlaku.',
    'This chunk has come with other bytes; the first ones stand.',
  ],
  'missing-chunks': [
    409,
    'Belum semua bagian daftar diterima (lihat errors).',
    'Not all chunks of the list have come (see errors).',
  ],
  'invalid-wave-id': [
    422,
    'Nama gelombang terdiri dari huruf kecil, angka dan tanda hubung, paling banyak 32 dan tanpa 16 angka berderet, misalnya 2020-04.',
    'The name of a wave has lower-case letters, digits and hyphens, at most 32 and no 16 digits in a row, such as 2020-04.',
  ],
  'unknown-appeal': [404, 'Keberatan ini tidak ada.', 'There is no such appeal.'],
  'invalid-appeal-state': [
    422,
    'Parameter state harus salah satu dari open, granted, dismissed.',
    'The parameter state must be one of open, granted, dismissed.',
  ],
  'lost-a-draw': [
    409,
    'Anda tidak ditolak: nomor undian Anda tidak mendapat tempat. Undian dapat dihitung ulang oleh siapa pun; tidak ada keberatan atas hasilnya.',
    'You were not refused: your ticket did not win a place. Anybody can recount the draw, and its result can not be appealed.',
  ],
  'nothing-to-appeal': [409, 'Anda terpilih; tidak ada penolakan.', 'You are selected: there is no refusal to appeal.'],
  'too-late-to-appeal': [
    409,
    'Batas waktu keberatan, hari ke-14 sesudah hasil diterbitkan, sudah lewat.',
    'The time for an appeal, until the 14th day after the results were published, is over.',
  ],
  'appealed-before': [
    409,
    'Anda sudah mengajukan keberatan dengan isi lain; yang pertama tetap berlaku.',
    'You have appealed before, in other words; the first appeal stands.',
  ],
  'appeal-decided': [409, 'Keberatan ini sudah diputuskan.', 'This appeal has been decided.'],
  'earlier-remedy': [
    409,
    'Kuota cadangan hanya dari gelombang itu sendiri atau yang lebih baru.',
    'A reserved place is one of the wave itself or of a later one.',
  ],
  'no-reserved-place': [409, 'Gelombang ini tidak punya kuota cadangan lagi.', 'This wave has no reserved place, or none is left.'],
  'appellant-received': [409, 'Pemohon sudah pernah menerima manfaat ini.', 'The appellant has received this benefit already.'],
  'appellant-household-full': [
    409,
    'Keluarga pemohon sudah punya dua penerima.',
    'The household of the appellant has two recipients already.',
  ],
  'appellant-erased': [
    409,
    'Data pemohon sudah dihapus: tidak ada yang dapat dibayar.',
    'The details of the appellant have been erased: nobody could be paid.',
  ],
  'idempotency-key-reused': [
    422,
    'Idempotency-Key ini sudah dipakai untuk permintaan dengan isi lain.',
    'This Idempotency-Key has been used for a request with another body.',
  ],
  'not-open-yet': [409, 'Gelombang ini belum dibuka.', 'This wave is not open yet.'],
  closed: [409, 'Gelombang ini sudah ditutup.', 'This wave is closed.'],
  'registered-with-other-details': [
    409,
    'Anda sudah terdaftar di gelombang ini dengan data lain; pendaftaran pertama tetap berlaku.',
    'You are registered in this wave with other details; the first registration stands.',
  ],
  'received-before': [409, 'Anda sudah pernah menerima manfaat ini.', 'You have received this benefit already.'],
  'details-erased': [
    409,
    'Data dari pendaftaran ini sudah tidak kami simpan; silakan isi formulir pendaftaran.',
    'The details of this registration are no longer kept; please fill in the form.',
  ],
  'plan-frozen': [
    409,
    'Gelombang ini sudah dibuka: hanya waktu tutup (dan suar acak) yang boleh diundur.',
    'This wave has opened: only its closing (and beacon) may be moved to a later time.',
  ],
  'too-late-to-change': [
    409,
    'Perubahan harus masuk paling lambat sepuluh detik sebelum gelombang dibuka atau ditutup.',
    'A change must come at least ten seconds before the wave opens or closes.',
  ],
  'changed-meanwhile': [
    409,
    'Rencana gelombang baru saja diubah oleh petugas lain; baca lagi lalu ulangi.',
    'Another officer has just changed this wave; read it again and repeat.',
  ],
  'own-proposal': [
    403,
    'Usulan diputuskan oleh orang lain, bukan oleh pengusulnya.',
    'A proposal is decided by somebody else than who made it.',
  ],
  'decided-otherwise': [409, 'Usulan ini sudah diputuskan lain.', 'This proposal was decided otherwise before.'],
  'proposal-expired': [
    409,
    'Usulan ini tidak diputuskan pada waktunya; silakan usulkan lagi.',
    'This proposal was not decided in time; please propose again.',
  ],
  'proposal-overtaken': [
    409,
    'Keadaan sudah berubah sejak usulan ini dibuat; silakan usulkan lagi.',
    'What this proposal is about has changed since it was made; please propose again.',
  ],
  'decided-elsewhere': [
    409,
    'Rencana gelombang diputuskan di POST /v1/waves/{waveId}/plan-decision.',
    'The plan of a wave is decided at POST /v1/waves/{waveId}/plan-decision.',
  ],
  'nothing-to-change': [409, 'Keadaannya memang sudah demikian.', 'That is how it stands already.'],
  'not-published-yet': [409, 'Hasil gelombang ini belum diterbitkan.', 'The results of this wave are not published yet.'],
  'not-ready': [
    409,
    'Gelombang ini belum dapat dijadwalkan: yang dibutuhkan saat pembukaan belum siap (lihat checks).',
    'This wave can not be scheduled yet: what its opening needs is not in place (see checks).',
  ],
  'invalid-year': [422, 'Tahun terdiri dari empat angka, misalnya 2020.', 'A year has four digits, such as 2020.'],
  'not-in-hand': [
    409,
    'Kuota yang kembali tidak cukup: lihat inHand di /v1/ledger/{tahun}.',
    'Fewer places than that have come back and are in hand: see inHand at /v1/ledger/{year}.',
  ],
  'announced-or-granted': [
    409,
    'Gelombang ini sudah diumumkan atau sudah menerima kuota kembali; kuota diberikan sekali, sebelum diumumkan.',
    'This wave is announced, or was granted places before: it is granted once, before it is announced.',
  ],
  'unknown-place': [
    404,
    'Tidak ada penerima dengan entri ini di gelombang ini.',
    'Nobody of this wave has received by this entry.',
  ],
  'place-not-to-be-used': [
    409,
    'Tempat ini sudah dipakai atau sudah dicabut.',
    'This place has been used, or has been taken back.',
  ],
  'place-on-hold': [409, 'Tempat ini sedang ditunda; tidak dapat dicabut.', 'This place is on hold: it can not be taken back.'],
  'ends-in-the-past': [409, 'Akhir jeda harus di masa depan.', 'The end of a hold must lie in the future.'],
  'holds-overlap': [409, 'Jeda ini tumpang tindih dengan jeda sebelumnya.', 'This hold begins before the one before it has ended.'],
  'selection-not-due': [409, 'Seleksi gelombang ini belum waktunya.', 'The selection of this wave is not due yet.'],
  'replayed-request': [
    409,
    'Permintaan bertanda tangan ini sudah pernah diterima; tanda tangani lagi dengan nonce baru.',
    'This signed request has come before; sign it again with a new nonce.',
  ],
  'activated-otherwise': [
    409,
    'Kuota ini sudah diaktifkan oleh permintaan lain.',
    'This place has been activated by another request.',
  ],
  'place-revoked': [409, 'Kuota ini sudah dicabut.', 'This place has been revoked.'],
  'deadline-passed': [409, 'Batas waktu aktivasi kuota ini sudah lewat.', 'The deadline of this place has passed.'],
  'body-too-large': [413, 'Isi permintaan lebih dari 8 KB.', 'The body is larger than 8 KB.'],
  'chunk-too-large': [413, 'Bagian daftar ini lebih dari 128.000 byte.', 'The chunk is larger than 128,000 bytes.'],
  'not-csv': [415, 'Content-Type harus text/csv.', 'The Content-Type must be text/csv.'],
  'not-json': [415, 'Content-Type harus application/json.', 'The Content-Type must be application/json.'],
  'invalid-fields': [422, 'Ada isian yang perlu diperbaiki.', 'Some fields need to be mended.'],
  internal: [500, 'Terjadi gangguan di pihak kami; silakan ulangi.', 'Something failed on our side; please try again.'],
  'beacon-not-available': [
    503,
    'Suar acak (beacon) tidak dapat dihubungi; silakan ulangi sebentar lagi.',
    'The randomness beacon can not be reached; please try again shortly.',
  ],
  unavailable: [503, 'Layanan sedang sibuk; silakan ulangi sebentar lagi.', 'The service is busy; please try again shortly.'],
} as const satisfies Record<string, readonly [status: number, id: string, en: string]>;

/** What a 503 says under `Retry-After`: whole seconds, drawn anew for each answer. */
export const RETRY_AFTER_SECONDS = { least: 1, most: 5 } as const;

export type ProblemName = keyof typeof PROBLEMS;

/** One wrong field: RFC 6901 pointer into the body. */
export type FieldFault = { pointer: string; detail: Text };

/** @param name of one of these, or of the front's own (front-problems.ts) */
export function problemType(name: string): string {
  return `urn:gelombang:problem:${name}`;
}
