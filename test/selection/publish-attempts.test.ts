import { beforeEach, expect, test } from 'vitest';
import { ATTEMPTS_FILE, evidenceKey, signatureFile } from '#shared/evidence/evidence-names.ts';
import { publishMissingAttempts } from '#shared/selection/publish-attempts.ts';
import { checkEvidenceSignature } from '#shared/tokens/evidence-signature.ts';
import { keyFinder } from '#shared/tokens/public-keys.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import { attemptsText, type Wave } from '#shared/waves/wave.ts';
import { fakeClock } from '../support/emulator.ts';
import { wave } from '../support/people.ts';
import { useBucket } from '../support/use-bucket.ts';

const bucket = useBucket();
const PUBLISHED_AT = '2020-08-12T17:12:00.000Z';
const KEY = signingKeyOf(Buffer.alloc(32, 7));
const clock = fakeClock(PUBLISHED_AT);
let number = 0;
let waveId: string;
beforeEach(() => {
  waveId = `attempts-${++number}`;
  clock.epochMs = Date.parse(PUBLISHED_AT) + 60_000;
});

function published(phase: Wave['phase'] = 'published'): Wave {
  const end = { endedAt: PUBLISHED_AT, outcome: 'published' as const };
  return { ...wave({ waveId }, phase), attempts: [{ attempt: 1, beganAt: PUBLISHED_AT, begunBy: 'schedule', ...end }] };
}
const look = (of: Wave) =>
  publishMissingAttempts({
    clock,
    waves: { list: async () => [of] },
    evidence: bucket.evidence,
    signingKey: async () => KEY,
  });
const read = async (file: string) => {
  const bytes = await bucket.evidence.read(evidenceKey(waveId, file));
  return bytes && Buffer.from(bytes);
};

test('a wave whose publisher died before the last file gets it with the next tick, signed, and the same bytes ever after', async () => {
  await look(published());
  const text = await read(ATTEMPTS_FILE);
  expect(text?.toString()).toBe(attemptsText(published()));
  const signature = (await read(signatureFile(ATTEMPTS_FILE)))!.toString();
  const keys = keyFinder([KEY]);
  expect(await checkEvidenceSignature(keys, `${waveId}/${ATTEMPTS_FILE}`, text!, signature)).toEqual({ keyId: KEY.keyId });
  await look(published());
  expect(await read(ATTEMPTS_FILE)).toEqual(text);
});

test('a publisher that died between the file and its signature is helped too', async () => {
  await bucket.evidence.writeOnce(evidenceKey(waveId, ATTEMPTS_FILE), Buffer.from(attemptsText(published())));
  await look(published());
  expect(await read(signatureFile(ATTEMPTS_FILE))).toBeDefined();
});

test('a wave that is still being selected has no such list yet, whatever its lines say', async () => {
  await look(published('selecting'));
  expect(await read(ATTEMPTS_FILE)).toBeUndefined();
});

test('a day after the publication nobody looks any more', async () => {
  clock.epochMs = Date.parse(PUBLISHED_AT) + 86_400_001;
  await look(published());
  expect(await read(ATTEMPTS_FILE)).toBeUndefined();
});
