import type { Texts } from '#web/shared/text.ts';

/** The home page, as it reads without JavaScript. */
export const HOME = {
  title: { id: 'Gelombang: daftar, lalu diundi secara terbuka', en: 'Gelombang: apply, then a draw in the open' },
  description: {
    id: 'Daftar bantuan per gelombang, gratis. Penerima dipilih dengan undian yang dapat dihitung ulang oleh siapa saja.',
    en: 'Apply for the benefit, wave by wave, free of charge. Who receives is drawn in a way that anybody can recount.',
  },
  heading: { id: 'Satu kali mendaftar, undian yang terbuka', en: 'Apply once, drawn in the open' },
  lead: {
    id: 'Bantuan ini dibagikan per gelombang. Pendaftar lebih banyak daripada kuota, maka penerima dipilih dengan undian yang dapat dihitung ulang oleh siapa saja.',
    en: 'The benefit is given in waves. More people apply than there are places, so who receives is drawn, and anybody can recount the draw.',
  },
  waves: { id: 'Gelombang sekarang', en: 'Waves now' },
  noHurry: { id: 'Tidak perlu berebut', en: 'No need to hurry' },
  noHurryBody: {
    id: 'Kapan Anda mendaftar selama pendaftaran dibuka tidak membuat perbedaan. Yang mendaftar pada menit pertama dan pada menit terakhir punya peluang yang sama.',
    en: 'When you register inside the window makes no difference. Whoever applies in the first minute and in the last has the same chance.',
  },
  whoMay: { id: 'Siapa yang boleh ikut', en: 'Who may apply' },
  ruleCitizen: { id: 'Warga negara Indonesia yang punya NIK.', en: 'Citizens of Indonesia who have a NIK.' },
  ruleAge: {
    id: 'Cukup umur pada hari penutupan. Umurnya tertulis pada setiap gelombang.',
    en: 'Old enough on the closing day. Each wave says the age.',
  },
  ruleSchool: { id: 'Tidak sedang bersekolah atau kuliah.', en: 'Not in school or university.' },
  ruleOccupation: {
    id: 'Bukan pejabat negara, anggota DPRD, ASN, TNI, Polri, kepala atau perangkat desa, direksi atau komisaris BUMN dan BUMD.',
    en: 'Not an official of the state, member of an assembly, civil servant, soldier, police officer, village head or official, director or commissioner of a state-owned company.',
  },
  ruleOnce: {
    id: 'Belum pernah menerima bantuan ini. Satu orang menerima sekali seumur hidup, satu KK paling banyak dua orang.',
    en: 'Never received it before. One person receives once in a lifetime, and at most two people of one family card.',
  },
  how: { id: 'Cara kerjanya', en: 'How it works' },
  stepApply: {
    id: 'Anda mengisi formulir dan langsung mendapat tanda terima bertanda tangan digital.',
    en: 'You fill in the form and get a digitally signed receipt at once.',
  },
  stepScreen: {
    id: 'Sesudah ditutup, semua pendaftaran diperiksa dengan aturan yang sama, lalu daftar pesertanya dikunci dan diterbitkan tanpa nama.',
    en: 'After the closing all registrations are screened by the same rules, and the list of entrants is locked and published without names.',
  },
  stepDraw: {
    id: 'Baru setelah itu angka acak publik keluar. Angka itu dan daftar tadi menentukan siapa yang terpilih; tidak seorang pun dapat memilih.',
    en: 'Only then does a public random number come out. That number and the list decide who is selected; nobody can choose.',
  },
  stepResult: {
    id: 'Anda melihat hasil Anda dan alasannya di sini, dan dapat memeriksanya sendiri.',
    en: 'You see your result and its reason here, and can check it yourself.',
  },
  never: { id: 'Kami tidak pernah meminta', en: 'What we never ask for' },
  neverCode: { id: 'kode OTP, PIN, atau kata sandi;', en: 'an OTP, a PIN or a password;' },
  neverMoney: {
    id: 'uang, pulsa, atau biaya apa pun: mendaftar dan menerima itu gratis;',
    en: 'money or a fee of any kind: applying and receiving are free;',
  },
  neverPhoto: { id: 'foto KTP atau swafoto lewat pesan;', en: 'photos of your identity card or of you by message;' },
  neverLink: {
    id: 'Anda membuka tautan di SMS. Pesan kami tidak pernah berisi tautan.',
    en: 'that you open a link in an SMS. Our messages never hold a link.',
  },
  neverWhatToDo: {
    id: 'Siapa pun yang memintanya, atau menjanjikan Anda terpilih, adalah penipu. Jangan dijawab.',
    en: 'Whoever asks for it, or promises that you will be selected, is a fraud. Do not answer.',
  },
} as const satisfies Texts;
