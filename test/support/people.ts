import { generateKeyPairSync } from 'node:crypto';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import type { OpeningNeeds } from '#shared/opening/opening-needs.ts';
import { pepperFacts } from '#shared/registrations/peppers.ts';
import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import { type Plan, planText } from '#shared/waves/plan.ts';
import type { Wave } from '#shared/waves/wave.ts';

/** A body that is right in every field. */
export function applicant(changes: Partial<RegistrationBody> = {}): RegistrationBody {
  return {
    nik: '3174056508920003',
    kk: '3174051203150007',
    fullName: 'Siti Rahmawati',
    birthDate: '1992-08-25',
    phone: '+6281234567890',
    province: '31',
    occupation: 'laid-off-worker',
    laidOff: true,
    inFormalEducation: false,
    consent: true,
    ...changes,
  };
}

/** A NIK of a man born on 1 January 1990, told apart by its serial. @param serial 1 to 9999 */
export function nik(serial: number): string {
  return `317405010190${String(serial).padStart(4, '0')}`;
}

/** Of the test waves. */
export const PEPPER = Buffer.alloc(32, 7);

const sealing = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
export const SEALING_KEY_ID = 'arn:aws:kms:ap-southeast-3:000000000000:key/sealing';
export const SEALING_PRIVATE_KEY = sealing.privateKey;

export function plan(changes: Partial<Plan> = {}): Plan {
  return {
    waveId: '2020-04',
    version: 1,
    number: 4,
    opensAt: '2020-08-08T05:00:00.000Z',
    closesAt: '2020-08-12T16:59:00.000Z',
    beacon: { chain: '0'.repeat(64), chainName: 'none', test: true, at: '2020-08-12T17:10:00.000Z', outage: 'wait-for-the-round' },
    places: 10,
    byProvince: { '31': 6, '32': 4 },
    priority: { group: 'laid-off', perMille: 800 },
    spillOver: true,
    rules: { minimumAge: 18, formalEducation: 'refused', barredOccupations: ['civil-servant', 'soldier'], exclusionLists: [] },
    algorithm: 'gelombang/draw/v1',
    ...changes,
  };
}

export function wave(changes: Partial<Plan> = {}, phase: Wave['phase'] = 'scheduled'): Wave {
  const of = plan(changes);
  const text = planText(of);
  return {
    waveId: of.waveId,
    plan: of,
    planText: text,
    planHash: sha256Hex(text),
    opensAt: of.opensAt,
    closesAt: of.closesAt,
    phase,
    attempt: phase === 'scheduled' ? 0 : 1,
    earlierPlans: [],
    attempts: phase === 'scheduled' ? [] : [{ attempt: 1, beganAt: of.closesAt, begunBy: 'schedule' }],
    sealingKeyId: SEALING_KEY_ID,
    pepper: pepperFacts([PEPPER]),
    sealingPublicKey: sealing.publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
  };
}

/** What a stage asks of its account that buys nothing. */
export const OPENING_NEEDS: OpeningNeeds = {
  requests: { rate: 100, burst: 100 },
  concurrency: 70,
  reservedConcurrency: 0,
  provisionedConcurrency: 0,
  warmWriteUnits: 0,
};
