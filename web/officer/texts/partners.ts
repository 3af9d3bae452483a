import type { PARTNER_STATES } from '#shared/partners/partner.ts';
import type { Text, Texts } from '#web/shared/text.ts';

export const PARTNER_STATE_NAMES = {
  active: { id: 'Aktif', en: 'Active' },
  suspended: { id: 'Ditangguhkan', en: 'Suspended' },
} as const satisfies Record<(typeof PARTNER_STATES)[number], Text>;

export const PARTNERS = {
  title: { id: 'Mitra | Petugas Gelombang', en: 'Partners | Gelombang officers' },
  heading: { id: 'Mitra', en: 'Partners' },
  lead: {
    id: 'Mitra adalah platform tempat penerima memakai kuotanya. Permintaannya dikenali dari tanda tangan dengan kunci di bawah ini; tidak ada data orang yang dikirim kepadanya.',
    en: 'Partners are platforms at which recipients use their places. Their requests are known by signatures with the keys below; nothing about a person is told to them.',
  },
  loading: { id: 'Memuat mitra …', en: 'Loading the partners …' },
  again: { id: 'Coba lagi', en: 'Try again' },
  listHeading: { id: 'Mitra yang terdaftar', en: 'Registered partners' },
  listCaption: { id: 'Mitra dan kuncinya', en: 'Partners and their keys' },
  none: { id: 'Belum ada mitra.', en: 'There is no partner yet.' },
  count: { id: '{count} mitra.', en: '{count} partners.' },
  partner: { id: 'ID mitra', en: 'Partner id' },
  name: { id: 'Nama', en: 'Name of the platform' },
  state: { id: 'Status', en: 'State' },
  keys: { id: 'Kunci (kid)', en: 'Keys (kid)' },
  standsBy: { id: 'Berdasarkan usulan', en: 'By the proposal' },
  noProposal: { id: 'sebelum ada usulan', en: 'before there were proposals' },
  action: { id: 'Tindakan', en: 'Act' },
  change: { id: 'Ubah', en: 'Change' },
  changeOf: { id: 'Ubah {partnerId}', en: 'Change {partnerId}' },
  pendingHeading: { id: 'Menunggu persetujuan', en: 'Waiting for approval' },
  pendingCaption: { id: 'Usulan tentang mitra', en: 'Proposals about partners' },
  pendingNone: { id: 'Tidak ada usulan tentang mitra yang menunggu.', en: 'No proposal about a partner is waiting.' },
  proposedBy: { id: 'Diusulkan oleh', en: 'Proposed by' },
  decideBy: { id: 'Diputuskan paling lambat', en: 'To be decided by' },
  toProposals: { id: 'Ke halaman usulan', en: 'To the proposals' },
  formHeading: { id: 'Daftarkan mitra', en: 'Register a partner' },
  changeHeading: { id: 'Ubah mitra {partnerId}', en: 'Change the partner {partnerId}' },
  formLead: {
    id: 'Ini usulan: berlaku setelah orang lain menyetujuinya, dan menggantikan seluruh keadaan mitra itu. Untuk mengganti kunci tanpa jeda: daftarkan kedua kunci, lalu kunci yang baru saja.',
    en: 'This is a proposal: it holds once somebody else approves it, and puts all of the partner in the place of what stands. To change keys without a gap register both, and then the new one alone.',
  },
  onlyOfficers: {
    id: 'Mendaftarkan atau mengubah mitra diusulkan oleh petugas.',
    en: 'Officers propose to register or change a partner.',
  },
  idHint: { id: 'Misalnya pijar-mahir.', en: 'Such as pijar-mahir.' },
  keysHeading: { id: 'Kunci publiknya', en: 'Its public keys' },
  keysNone: { id: 'Belum ada kunci.', en: 'No key yet.' },
  remove: { id: 'Hapus', en: 'Remove' },
  removeOf: { id: 'Hapus kunci {kid}', en: 'Remove the key {kid}' },
  keyText: { id: 'Tempel kunci publik', en: 'Paste a public key' },
  keyTextHint: {
    id: 'JWK, kumpulan JWK, atau PEM (BEGIN PUBLIC KEY). Diperiksa begitu ditempel.',
    en: 'A JWK, a set of them, or PEM (BEGIN PUBLIC KEY). It is checked as you paste it.',
  },
  keyFile: { id: 'Atau dari berkas', en: 'Or from a file' },
  private: {
    id: 'Itu kunci RAHASIA. Isinya sudah dihapus dari kolom ini dan tidak dikirim. Mitra perlu membuat pasangan kunci baru: yang rahasia sudah terlihat orang lain.',
    en: 'That is a PRIVATE key. It was taken out of the field and not sent. The partner has to make a new pair: somebody else has seen the secret half.',
  },
  unreadable: { id: 'Ini bukan kunci yang dapat dibaca.', en: 'That is no key that can be read.' },
  another: {
    id: 'Ini bukan kunci publik Ed25519 yang benar (kty OKP, crv Ed25519, x; kid adalah thumbprint-nya).',
    en: 'That is no right Ed25519 public key (kty OKP, crv Ed25519, x; kid is its thumbprint).',
  },
  tooMany: { id: 'Paling banyak {most} kunci.', en: 'At most {most} keys.' },
  keyAdded: { id: 'Kunci ditambahkan: {kid}', en: 'The key was added: {kid}' },
  keyThere: { id: 'Kunci ini sudah ada di daftar.', en: 'This key is in the list already.' },
  propose: { id: 'Usulkan', en: 'Propose it' },
  cancel: { id: 'Batal', en: 'Cancel' },
  proposedHeading: { id: 'Usulan dibuat', en: 'It is proposed' },
  proposed: {
    id: '{partnerId}: orang lain memutuskannya paling lambat {decideBy}. Nomor usulan:',
    en: '{partnerId}: somebody else decides it by {decideBy}. The proposal:',
  },
} as const satisfies Texts;
