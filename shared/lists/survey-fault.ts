import type { ListSurvey } from './list-chunks.ts';

/** What the agency says of its file. */
export type Announced = { lines?: number | undefined; sha256?: string | undefined };

/** Why a file is not sent at all. */
export type SurveyFault = 'other-lines' | 'other-sha256' | 'faulty-lines' | 'nobody';

/** What is wrong with a file that was read: it is not what the agency says, or not each of its lines is a NIK. */
export function surveyFault(survey: Omit<ListSurvey, 'chunksSha256' | 'faults'>, announced: Announced): SurveyFault | undefined {
  const { lines, sha256, faultCount, people } = survey;
  if (announced.lines !== undefined && announced.lines !== lines) return 'other-lines';
  if (announced.sha256 !== undefined && announced.sha256 !== sha256) return 'other-sha256';
  if (faultCount > 0) return 'faulty-lines';
  return people === 0 ? 'nobody' : undefined;
}
