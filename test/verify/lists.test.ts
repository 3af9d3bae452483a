import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Commitment } from '#shared/evidence/documents.ts';
import type { Plan } from '#shared/waves/plan.ts';
import { checkReceipt } from '#verify/check-receipt.ts';
import { verifyWave } from '#verify/verify-wave.ts';
import {
  copyOf,
  edit,
  editLines,
  type Forgery,
  jsonOf,
  linesOf,
  type Operator,
  republish,
  sourceOf,
} from '../support/forged-evidence.ts';
import { type Files, usePublishedWaves } from '../support/published-wave.ts';

const waves = usePublishedWaves({ listed: true });
const keys = () => ({ keys: [waves.signingKey], from: 'jwks.json' });
const operator = (): Operator => ({
  signingKey: waves.signingKey,
  chain: jsonOf<{ beacon: Operator['chain'] }>(waves.listed.files, 'draw.json').beacon,
  signatureOf: (round) => waves.relay.round(round)!,
});

const fails = async (files: Files) => {
  const findings = await verifyWave(sourceOf(files), keys());
  return Object.fromEntries(findings.flatMap((of) => (of.state === 'fails' ? [[of.check, of.sentence]] : [])));
};

const exclusionsOf = (files: Files) =>
  [...files.keys()]
    .filter((name) => name.startsWith('exclusions/'))
    .flatMap((name) => linesOf(files, name).map((line) => ({ name, line })));

test('a wave with lists verifies, and its refusals name them', async () => {
  expect(await fails(waves.listed.files)).toEqual({});
  const columns = exclusionsOf(waves.listed.files).map(({ line }) => line.split(',').slice(1).join());
  expect(columns.toSorted()).toEqual([
    ...Array(2).fill('not-on-a-barred-occupation-list-of-the-wave,officials@1'),
    ...Array(3).fill('not-on-an-aid-list-of-the-wave,aid@2'),
  ]);
  expect(jsonOf<Commitment>(waves.listed.files, 'commitment.json').lists).toEqual(
    jsonOf<Plan>(waves.listed.files, 'plan.json').lists,
  );
});

test("python's recount gets the same draw, priority by lists included", () => {
  const said = execFileSync('python3', ['docs/recount.py', join(waves.folder, 'evidence', '2020-06')]).toString();
  expect(said).toMatch(/^ok {4}2020-06: 15 entrants, 6 winners of 6 places/);
});

describe('is told from the evidence', () => {
  const republished = async (change: (files: Forgery) => void) => {
    const files = copyOf(waves.listed.files);
    change(files);
    await republish(files, operator(), {});
    return fails(files);
  };
  const [aided] = ['not-on-an-aid-list-of-the-wave,aid@2'];
  const changing = (to: string) => (files: Forgery) => {
    const { name } = exclusionsOf(files).find(({ line }) => line.endsWith(aided!))!;
    editLines(files, name, (lines) => lines.map((line) => line.replace(aided!, to)));
  };

  test.each([
    ['without a list', 'not-on-an-aid-list-of-the-wave'],
    ['with a version that the plan does not name', 'not-on-an-aid-list-of-the-wave,aid@1'],
    ['with a list of another kind', 'not-on-an-aid-list-of-the-wave,officials@1'],
    ['with a list where none refuses', 'never-received-before,aid@2'],
    ['with two lists', 'not-on-an-aid-list-of-the-wave,aid@2,aid@2'],
  ])('a refusal %s', async (_, to) => {
    const told = await republished(changing(to));
    expect(told['exclusions']).toMatch(
      /^exclusions\/..\.csv line \d+ (?:does not name the plan's list|is not an entry and a rule)/,
    );
  });

  test('a commitment that names other lists than the plan', async () => {
    const files = copyOf(waves.listed.files);
    await republish(files, operator(), { commitment: (of) => ({ ...of, lists: of.lists.slice(1) }) });
    expect((await fails(files))['commitment']).toMatch(/the plan's lists are/);
  });

  test('a plan that names other lists than its rules', async () => {
    const files = copyOf(waves.listed.files);
    for (const file of ['plan.json', 'plans/1.json'])
      edit(files, file, (text) => text.replace('"asOf": "2020-08-01"', '"asOf": "2020-08-30"'));
    expect((await fails(files))['plan']).toMatch(/has other lists than its rules and its priority name/);
  });
});

describe('the receipt', () => {
  const read = (at: number) => checkReceipt(sourceOf(waves.listed.files), keys(), waves.listed.people[at]!.receipt);

  test('of somebody whom a list refused names it', async () => {
    const { verdict, lines } = await read(0);
    expect(verdict).toBe('refused');
    expect(lines[0]).toMatch(/rule "not-on-an-aid-list-of-the-wave", list aid@2$/);
  });

  test('of somebody who declared the priority group and is on none of its lists says so, and is not altered', async () => {
    const { verdict, lines } = await read(10);
    expect(verdict).toBe('entrant');
    expect(lines[1]).toBe('  Without the declared priority: the person is on none of the lists laid-off@1.');
    expect((await read(19)).lines).toHaveLength(1);
  });

  test('is altered where no list can have taken the priority', async () => {
    const files = copyOf(waves.listed.files);
    const changes = { commitment: (of: Commitment) => ({ ...of, lists: of.lists.filter(({ kind }) => kind !== 'priority') }) };
    await republish(files, operator(), changes);
    expect((await checkReceipt(sourceOf(files), keys(), waves.listed.people[10]!.receipt)).verdict).toBe('altered');
  });
});
