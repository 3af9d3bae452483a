/**
 * Occupations that bar somebody from the benefit: Perpres 76/2020 (officials of the state, members of regional
 * assemblies, civil servants, army, police, village heads and officials, directors and commissioners of state-owned companies).
 */
export const BARRED_OCCUPATIONS = [
  'state-official',
  'assembly-member',
  'civil-servant',
  'soldier',
  'police-officer',
  'village-head',
  'village-official',
  'state-company-executive',
] as const;

/** What an applicant may give as occupation. */
export const OCCUPATIONS = [
  'unemployed',
  'employee',
  'laid-off-worker',
  'self-employed',
  'micro-business-owner',
  'farmer',
  'fisher',
  'driver',
  'domestic-worker',
  'teacher-honorary',
  'homemaker',
  'student',
  'other',
  ...BARRED_OCCUPATIONS,
] as const;
export type Occupation = (typeof OCCUPATIONS)[number];
