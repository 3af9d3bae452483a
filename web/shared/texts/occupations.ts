import type { Occupation } from '#shared/registrations/occupations.ts';
import type { Text } from '#web/shared/text.ts';

/** The occupations of a registration, as applicants call them. */
export const OCCUPATION_NAMES: Readonly<Record<Occupation, Text>> = {
  unemployed: { id: 'Belum bekerja', en: 'Unemployed' },
  employee: { id: 'Karyawan atau buruh', en: 'Employee or worker' },
  'laid-off-worker': { id: 'Korban PHK', en: 'Laid-off worker' },
  'self-employed': { id: 'Wiraswasta atau pekerja lepas', en: 'Self-employed or freelance' },
  'micro-business-owner': { id: 'Pemilik usaha mikro', en: 'Owner of a micro business' },
  farmer: { id: 'Petani atau peternak', en: 'Farmer' },
  fisher: { id: 'Nelayan', en: 'Fisher' },
  driver: { id: 'Sopir atau ojek', en: 'Driver' },
  'domestic-worker': { id: 'Pekerja rumah tangga', en: 'Domestic worker' },
  'teacher-honorary': { id: 'Guru honorer', en: 'Honorary teacher' },
  homemaker: { id: 'Mengurus rumah tangga', en: 'Homemaker' },
  student: { id: 'Pelajar atau mahasiswa', en: 'Student' },
  other: { id: 'Lainnya', en: 'Other' },
  'state-official': { id: 'Pejabat negara', en: 'Official of the state' },
  'assembly-member': { id: 'Anggota DPRD', en: 'Member of a regional assembly' },
  'civil-servant': { id: 'ASN (PNS atau PPPK)', en: 'Civil servant' },
  soldier: { id: 'Anggota TNI', en: 'Member of the army' },
  'police-officer': { id: 'Anggota Polri', en: 'Member of the police' },
  'village-head': { id: 'Kepala desa', en: 'Village head' },
  'village-official': { id: 'Perangkat desa', en: 'Village official' },
  'state-company-executive': { id: 'Direksi atau komisaris BUMN/BUMD', en: 'Director or commissioner of a state-owned company' },
};
