import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RegistrationBody } from '#shared/registrations/registration-body.ts';
import { applicant, nik } from '../support/people.ts';
import { exchange, type RawAnswer } from '../support/raw-http.ts';
import { planBody, type System, startSystem, untilPublished } from '../support/running-system.ts';
import { schedule } from '../support/scheduling.ts';

/**
 * Somebody who knows no more of a person than the NIK and types it into the form learns at most the two things that docs/privacy.md
 * names. Compared is all that travels: status, every header (the date and the request's id apart), body, and so their lengths.
 */
const REGISTERED = applicant();
const RECEIVED = applicant({ nik: nik(1), kk: '3174051203150001', birthDate: '1990-01-01' });
const RECEIVED_MEANWHILE = applicant({ nik: nik(2), kk: '3174051203150002', birthDate: '1990-01-01' });
const NOBODY = applicant({ nik: nik(9), kk: '3174051203150009', birthDate: '1990-01-01' });

/** Each single detail, near the right one and far from it, and all at once. */
const GUESSES: Record<string, Partial<RegistrationBody>> = {
  'the family card, by a digit': { kk: '3174051203150008' },
  'the family card': { kk: '3201010101010001' },
  'the name, by a letter': { fullName: 'Siti Rahmawaty' },
  'the name, by its case': { fullName: 'SITI RAHMAWATI' },
  'the name, by a space': { fullName: 'Siti Rahmawati ' },
  'the name, a long one': { fullName: 'A'.repeat(160) },
  'the name, of one letter': { fullName: 'S' },
  'the birth date, by a day': { birthDate: '1992-08-26' },
  'the birth date': { birthDate: '1950-01-01' },
  'the phone, by a digit': { phone: '+6281234567891' },
  'the phone, a short one': { phone: '+62812345' },
  'the province': { province: '32' },
  'the occupation': { occupation: 'driver' },
  'the occupation, a barred one': { occupation: 'soldier' },
  'whether laid off': { laidOff: false },
  'whether in education': { inFormalEducation: true },
  'all of it': {
    kk: '3201010101010001',
    fullName: 'Warga Lain',
    birthDate: '1950-01-01',
    phone: '+62812345',
    province: '32',
    occupation: 'driver',
    laidOff: false,
    inFormalEducation: true,
  },
};

let system: System;

beforeAll(async () => {
  system = await startSystem('2020-08-01T00:00:00Z');
  const announce = async (waveId: string, body: object) => {
    expect((await schedule(system, waveId, body)).status).toBe(201);
  };
  const register = async (waveId: string, body: RegistrationBody) =>
    expect((await system.send('POST', `/v1/waves/${waveId}/registrations`, { body })).status).toBe(201);
  await announce(
    'done',
    planBody({ opensAt: '2020-08-02T05:00:00Z', closesAt: '2020-08-03T05:00:00Z', beacon: { at: '2020-08-03T05:10:00Z' } }),
  );
  await announce('open', planBody({ opensAt: '2020-08-02T05:00:00Z' }));
  system.advanceTo('2020-08-02T06:00:00Z');
  await register('done', RECEIVED);
  await register('done', RECEIVED_MEANWHILE);
  await register('open', RECEIVED_MEANWHILE);
  system.advanceTo('2020-08-03T05:10:30Z');
  await untilPublished(system, 'done');
  system.advanceTo('2020-08-08T06:00:00Z');
  await register('open', REGISTERED);
});
afterAll(() => system?.stop());

async function answered(body: object, language: string): Promise<RawAnswer> {
  const json = JSON.stringify(body);
  const head = [
    'POST /v1/waves/open/registrations HTTP/1.1',
    'host: localhost',
    `accept-language: ${language}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(json)}`,
    'connection: close',
  ];
  const answer = await exchange(
    Number(new URL(system.runtime.url).port),
    Buffer.from(`${head.join('\r\n')}\r\n\r\n${json}`),
    30_000,
  );
  const { date, 'apigw-requestid': requestId, ...headers } = answer!.headers;
  expect([date, requestId]).toEqual([expect.stringMatching(/GMT$/), expect.stringMatching(/^\S+$/)]);
  return { ...answer!, headers };
}

/** What comes for each guess, as text: one text when they all are alike. */
async function answersTo(person: RegistrationBody, language: string): Promise<Record<string, string>> {
  const told: Record<string, string> = {};
  for (const [guess, changes] of Object.entries(GUESSES)) {
    told[guess] = JSON.stringify(await answered({ ...person, ...changes }, language));
  }
  return told;
}

function onlyOneOf(told: Record<string, string>): RawAnswer {
  const [first, ...others] = Object.entries(told) as [[string, string], ...[string, string][]];
  for (const [guess, text] of others) expect(text, guess).toBe(first[1]);
  return JSON.parse(first[1]);
}

describe.each(['id', 'en'])('in %s', (language) => {
  test('the answer to other details is the same whichever detail differs', async () => {
    const answer = onlyOneOf(await answersTo(REGISTERED, language));
    expect([answer.status, JSON.parse(answer.body).type]).toEqual([409, 'urn:gelombang:problem:registered-with-other-details']);
    expect(Object.keys(JSON.parse(answer.body))).toEqual(['type', 'title', 'status']);
    expect(answer.headers['content-length']).toBe(String(Buffer.byteLength(answer.body)));
  });

  test('somebody who has received is told so, the same whichever detail differs and whether or not registered here too', async () => {
    const answer = onlyOneOf(await answersTo(RECEIVED, language));
    expect([answer.status, JSON.parse(answer.body).type]).toEqual([409, 'urn:gelombang:problem:received-before']);
    expect(onlyOneOf(await answersTo(RECEIVED_MEANWHILE, language))).toEqual(answer);
  });

  test.each([
    ['a province that the wave does not serve', { province: '35' }],
    ['a birth date to come', { birthDate: '2020-08-09' }],
    ['a NIK that is none', { nik: '0'.repeat(16) }],
    ['no consent', { consent: false }],
  ])('%s is refused alike for everybody, registered, recipient or unknown', async (_, changes) => {
    const told = await Promise.all(
      [REGISTERED, RECEIVED, RECEIVED_MEANWHILE, NOBODY].map((person) => answered({ ...person, ...changes }, language)),
    );
    for (const answer of told) expect(answer).toEqual(told[0]);
    expect(told[0]!.status).toBe(422);
  });
});
