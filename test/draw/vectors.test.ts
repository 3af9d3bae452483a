import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { draw, ticketHex } from '#shared/draw/draw.ts';
import { readEntrants } from '#shared/draw/entrants.ts';
import { toHex } from '#shared/draw/hex.ts';
import { entrantsRootOf, seedOf } from '#shared/draw/seed.ts';
import { SHARDS } from '#shared/shards.ts';

type Vector = {
  plan: string;
  planHash: string;
  entrants: Record<string, string>;
  entrantsRoot: string;
  beacon: { round: number; randomness: string };
  seed: string;
  struckOutAfterRound0: string[];
  winnersInTicketOrder: { entryId: string; province: string; phase: string; round: number; ticket: string }[];
};
const { cases } = JSON.parse(readFileSync(new URL('../vectors/draw-v1.json', import.meta.url), 'utf8')) as { cases: Vector[] };
const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');

test.each(cases.map((vector) => [JSON.parse(vector.plan).waveId as string, vector] as const))(
  'the independent recount of %s',
  (waveId, vector) => {
    const files = SHARDS.map((shard) => [shard, Buffer.from(vector.entrants[shard] ?? '')] as const);
    const root = entrantsRootOf(files.map(([, bytes]) => sha256(bytes)));
    const seed = seedOf({ waveId, planHash: sha256(vector.plan), entrantsRoot: root, ...vector.beacon });
    const struckOut = vector.struckOutAfterRound0.length > 0 ? [vector.struckOutAfterRound0] : [];
    const { winners } = draw(JSON.parse(vector.plan), readEntrants(files), seed, struckOut);

    expect(root).toBe(vector.entrantsRoot);
    expect(toHex(seed)).toBe(vector.seed);
    expect(
      winners.map(({ entryId, province, phase, round }) => ({ entryId, province, phase, round, ticket: ticketHex(seed, entryId) })),
    ).toEqual(vector.winnersInTicketOrder);
  },
);
