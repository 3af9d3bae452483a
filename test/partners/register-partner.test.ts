import { generateKeyPairSync } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { type DeskDeps, decideKind, proposeKind } from '#shared/desk/decide-kind.ts';
import { KINDS } from '#shared/desk/kinds.ts';
import { proposalsStore } from '#shared/desk/proposals-store.ts';
import { parseBody } from '#shared/http/parse-body.ts';
import type { PartnerBody } from '#shared/partners/partner.ts';
import { partnersStore } from '#shared/partners/partners-store.ts';
import { thumbprint } from '#shared/tokens/signing-key.ts';
import { revocationStops } from '#shared/waves/revocation-stops-store.ts';
import { placesDeps } from '../ledger/a-programme.ts';
import { fakeClock } from '../support/emulator.ts';
import { useEmulator } from '../support/use-emulator.ts';
import { aPartner } from './a-partner.ts';

const emulator = useEmulator();
const clock = fakeClock('2020-08-01T00:00:00Z');
const partners = () => partnersStore(emulator.documents, 'partners');
let deps: DeskDeps;
let number = 0;
let id: string;

beforeEach(() => {
  id = `pijar-${++number}`;
  deps = {
    clock,
    proposals: proposalsStore(emulator.documents, 'desk'),
    revocations: revocationStops(emulator.documents, 'waves'),
    ...placesDeps(emulator.documents, clock),
  };
});

const propose = (partnerId: string, body: PartnerBody, proposedBy = 'officer-1') =>
  proposeKind(deps, {
    kind: KINDS['register-partner'] as never,
    body: { kind: 'register-partner', partnerId, ...body } as never,
    proposedBy,
  });
async function idOf(...of: Parameters<typeof propose>): Promise<string> {
  const result = await propose(...of);
  if (result.outcome !== 'proposed') throw new Error(`it was refused: ${result.problem}`);
  return result.proposal.proposalId;
}
const approve = (proposalId: string, decidedBy = 'approver-1') =>
  decideKind(deps, { proposalId, decision: { state: 'approved', decidedBy } });
const register = async (...of: Parameters<typeof propose>) => (await approve(await idOf(...of))).outcome;
const refused = (problem: string) => ({ outcome: 'refused', problem });

describe('a partner', () => {
  test('is registered, changed and suspended when somebody else approves; what stands so already is refused', async () => {
    const { body } = aPartner(id);
    expect(await register(id, body)).toBe('done');
    expect(await propose(id, body)).toEqual(refused('nothing-to-change'));
    const next = aPartner(id).body;
    expect(await register(id, { ...body, keys: [...body.keys, ...next.keys] })).toBe('done');
    const last = await idOf(id, { ...next, state: 'suspended' });
    expect(await approve(last)).toMatchObject({ outcome: 'done' });
    expect(await partners().read(id)).toEqual({
      partnerId: id,
      name: body.name,
      keys: [{ kid: thumbprint(next.keys[0]!.x), x: next.keys[0]!.x }],
      state: 'suspended',
      proposalId: last,
    });
  });

  test('is none before somebody else has approved: its maker can’t', async () => {
    const proposalId = await idOf(id, aPartner(id).body);
    expect(await approve(proposalId, 'officer-1')).toEqual({ outcome: 'ownProposal' });
    expect(await partners().read(id)).toBeUndefined();
  });

  test('keeps no key that a proposal of a state that has passed brings', async () => {
    const { body } = aPartner(id);
    const [first, second] = [await idOf(id, body), await idOf(id, aPartner(id).body, 'officer-2')];
    expect(await approve(first)).toMatchObject({ outcome: 'done' });
    expect(await approve(second)).toEqual(refused('proposal-overtaken'));
    expect(await partners().read(id)).toMatchObject({ proposalId: first, keys: [{ x: body.keys[0]!.x }] });
    // Back to what it was is another state, too.
    const third = await idOf(id, { ...body, state: 'suspended' });
    await register(id, { ...body, name: 'Nama lain' });
    await register(id, body);
    expect(await approve(third)).toEqual(refused('proposal-overtaken'));
    expect(await partners().read(id)).toMatchObject({ state: 'active' });
  });

  test('is registered once, though the approval had died before it was noted and is repeated', async () => {
    const { body } = aPartner(id);
    const proposalId = await idOf(id, body);
    const { noteOutcome } = deps.proposals;
    deps = { ...deps, proposals: { ...deps.proposals, noteOutcome: () => Promise.reject(new Error('killed')) } };
    await expect(approve(proposalId)).rejects.toThrow('killed');
    deps = { ...deps, proposals: { ...deps.proposals, noteOutcome } };
    expect(await approve(proposalId)).toMatchObject({ outcome: 'done' });
    const suspended = await idOf(id, { ...body, state: 'suspended' });
    expect(await approve(suspended)).toMatchObject({ outcome: 'done' });
    expect(await approve(proposalId)).toMatchObject({ outcome: 'executedBefore' });
    expect(await partners().read(id)).toMatchObject({ state: 'suspended', proposalId: suspended });
  });
});

test('all partners are listed by their ids, and nothing of what they have done', async () => {
  for (const partnerId of ['zenius', 'bukalapak']) expect(await register(partnerId, aPartner(partnerId).body)).toBe('done');
  await partners().useNonce('zenius', 'n'.repeat(16), 't');
  const ids = (await partners().list()).map(({ partnerId }) => partnerId);
  expect(ids).toEqual(ids.toSorted());
  expect(ids).toEqual(expect.arrayContaining(['bukalapak', 'zenius']));
});

describe('what is not taken', () => {
  const registerPartner = KINDS['register-partner'];
  const { body } = aPartner('pijar');
  const jwk = body.keys[0]!;
  const faultsOf = (changes: object) => {
    const event = {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'register-partner', partnerId: 'pijar', ...body, ...changes }),
      isBase64Encoded: false,
    };
    const parsed = parseBody(registerPartner.schema, registerPartner.fields, event);
    return 'faults' in parsed ? parsed.faults.map(({ pointer }) => pointer) : [];
  };

  test('a right body has no fault', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ keys: [{ ...jwk, kid: thumbprint(jwk.x), alg: 'EdDSA', use: 'sig' }] })).toEqual([]);
  });

  const { d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  test.each<[string, object, string]>([
    ['a private key', { keys: [{ ...jwk, d }] }, '/keys/0/d'],
    ['a key of another curve', { keys: [{ ...jwk, crv: 'X25519' }] }, '/keys/0/crv'],
    ['a key of 31 bytes', { keys: [{ ...jwk, x: Buffer.alloc(31).toString('base64url') }] }, '/keys/0/x'],
    ['a key whose last character is not the one way to write it', { keys: [{ ...jwk, x: `${'A'.repeat(42)}B` }] }, '/keys/0/x'],
    ['a key under the id of another', { keys: [{ ...jwk, kid: thumbprint(`${'A'.repeat(43)}`) }] }, '/keys/0'],
    ['a key twice', { keys: [jwk, jwk] }, '/keys'],
    ['no key', { keys: [] }, '/keys'],
    ['six keys', { keys: Array.from({ length: 6 }, () => aPartner('x').body.keys[0]) }, '/keys'],
    ['a name with a NIK', { name: 'Mitra 3174056508920003' }, '/name'],
    ['a name with a phone', { name: 'Mitra 0812345' }, '/name'],
    ['a name of nothing', { name: '' }, '/name'],
    ['another state', { state: 'trusted' }, '/state'],
  ])('%s', (_, changes, pointer) => {
    expect(faultsOf(changes)).toEqual([pointer]);
  });

  test.each(['', 'a', 'A-partner', '1-partner', 'x3174056508920003', 'a'.repeat(33), 'a/b', 'a#b'])('the id %j', (partnerId) => {
    expect(faultsOf({ partnerId })).toEqual(['/partnerId']);
  });
});
