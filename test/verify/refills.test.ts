import { describe, expect, test } from 'vitest';
import { draw, type Refill } from '#shared/draw/draw.ts';
import { type Certificate, documentBytes, type RefillDocument } from '#shared/evidence/documents.ts';
import { CERTIFICATE_FILE, refillFile, refillWinnersFile, signatureFile } from '#shared/evidence/evidence-names.ts';
import { sha256Hex } from '#shared/evidence/sha256.ts';
import { refilledPots } from '#shared/refill/refilled-pots.ts';
import { winnersText } from '#shared/selection/result-files.ts';
import { signEvidence } from '#shared/tokens/evidence-signature.ts';
import { signingKeyOf } from '#shared/tokens/signing-key.ts';
import type { Plan } from '#shared/waves/plan.ts';
import { checkRefills } from '#verify/check-refills.ts';
import { Fault } from '#verify/findings.ts';
import { eachAlone } from '../draw/each-alone.ts';
import { wave } from '../support/people.ts';

const entrants = eachAlone(Array.from({ length: 9 }, (_, at) => String(at + 1).repeat(32)));
const plan: Plan = { ...wave().plan, places: 3, byProvince: { '31': 3 }, priority: undefined, spillOver: false, refills: 2 };
const seed = new Uint8Array(32).fill(3);
const key = signingKeyOf(Buffer.alloc(32, 5));
const certificate = { rounds: [{ struckOut: [] }] } as unknown as Certificate;
const certificateBytes = Buffer.from('the certificate');
const [first, second] = draw(plan, entrants, seed, [[]]).winners.map(({ entryId }) => entryId) as [string, string];

type Files = Map<string, Uint8Array>;
const sign = async (files: Files, file: string) =>
  files.set(signatureFile(file), Buffer.from(await signEvidence(key, `${plan.waveId}/${file}`, files.get(file)!)));

/** Two refills as the system publishes them; `change` falsifies a document before it is signed. */
async function published(change: (document: RefillDocument) => Partial<RefillDocument> = () => ({})): Promise<Files> {
  const files: Files = new Map([[CERTIFICATE_FILE, certificateBytes]]);
  const walks: Refill[] = [];
  for (const [at, returned] of [[first], [second]].entries()) {
    walks.push({ returned, struckOut: [] });
    const refill = at + 1;
    const winners = draw(plan, entrants, seed, [[]], walks).winners.filter((of) => of.refill === refill);
    const text = Buffer.from(winnersText(winners));
    const document: RefillDocument = {
      waveId: plan.waveId,
      refill,
      after: sha256Hex(files.get(refill === 1 ? CERTIFICATE_FILE : refillFile(refill - 1))!),
      drawnAt: '2020-09-13T02:00:00.000Z',
      returned,
      rounds: [{ struckOut: [] }],
      awarded: winners.length,
      left: 0,
      provinces: refilledPots(
        { '31': 1 },
        winners.map(({ province }) => province),
      ),
      winners: sha256Hex(text),
      softwareVersion: 'test',
    };
    files.set(refillFile(refill), documentBytes({ ...document, ...change(document) }));
    files.set(refillWinnersFile(refill), text);
    await sign(files, refillFile(refill));
  }
  return files;
}

const check = (files: Files, of = plan) =>
  checkRefills(
    { name: 'a test', read: async (file) => files.get(file) },
    { keys: [key], from: 'a test' },
    of,
    entrants,
    seed,
    certificate,
  );
const saying = (sentence: string) =>
  expect.objectContaining({ name: new Fault('', '').name, message: expect.stringContaining(sentence) });

describe('refills', () => {
  test('hold when they are what the order gives, and when there are none', async () => {
    expect((await check(await published())).sentence).toBe(
      '2 refills of 2 at most, 2 places that came back awarded again by the same order',
    );
    expect((await check(new Map())).sentence).toContain('no refills of 2 at most');
  });

  test('of more than the plan says are refused', async () => {
    await expect(check(await published(), { ...plan, refills: 1 })).rejects.toThrow('one refill more than the 1 of the plan');
  });

  test.each<[string, (document: RefillDocument) => Partial<RefillDocument>, string]>([
    ['that goes on after something else', () => ({ after: 'a'.repeat(64) }), 'it goes on after the certificate.json'],
    ['of another number', ({ refill }) => ({ refill: refill + 1 }), 'it is refill'],
    ['of another wave', () => ({ waveId: 'another' }), 'the wave is'],
    ['of places that nobody had', () => ({ returned: ['f'.repeat(32)] }), 'strikes out entries'],
    ['of more places than it has people', ({ returned }) => ({ returned, awarded: 2 }), 'the awarded are'],
    ['that loses a place', () => ({ left: 1 }), 'the places left are'],
    ['that books other provinces', () => ({ provinces: {} }), 'the provinces are'],
    ['of other winners than its file has', () => ({ winners: 'b'.repeat(64) }), 'the winners have the SHA-256'],
    ['with a round that takes nobody', () => ({ rounds: [{ struckOut: [] }, { struckOut: [] }] }), 'has a round 1'],
    ['that keeps a round to itself', () => ({ rounds: [] }), 'has no round 0'],
  ])('%s is refused', async (_, change, sentence) => {
    await expect(check(await published(change))).rejects.toThrow(saying(sentence));
  });

  test('whose returned places are not in order, or one of them twice, are refused', async () => {
    const unsorted = await published(({ refill }) => (refill === 1 ? { returned: [first, second].toSorted().reverse() } : {}));
    await expect(check(unsorted)).rejects.toThrow(saying('sorted'));
    await expect(check(await published(() => ({ returned: [first, first] })))).rejects.toThrow(saying('strikes out'));
  });

  test('with a winner put in the place of another, or a document changed after it was signed, are refused', async () => {
    const swapped = await published();
    const winners = Buffer.from(swapped.get(refillWinnersFile(1))!).toString();
    const loser = Array.from({ length: 9 }, (_, at) => String(at + 1).repeat(32)).find((id) => !winners.includes(id))!;
    swapped.set(refillWinnersFile(1), Buffer.from(winners.replace(/[1-9]{32}/, loser)));
    await expect(check(swapped)).rejects.toThrow(saying(`${refillWinnersFile(1)} has`));
    const changed = await published();
    changed.set(
      refillFile(2),
      Buffer.from(
        Buffer.from(changed.get(refillFile(2))!)
          .toString()
          .replace('02:00', '03:00'),
      ),
    );
    await expect(check(changed)).rejects.toThrow(saying(signatureFile(refillFile(2))));
  });
});
