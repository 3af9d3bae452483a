import { expect, test } from 'vitest';
import { type Commitment, documentBytes } from '#shared/evidence/documents.ts';
import { DRAW_FILE, evidenceKey, exclusionsFile, outcomesOfShardKey, roundKey } from '#shared/evidence/evidence-names.ts';
import { SHARDS } from '#shared/shards.ts';
import { selectionProgress } from '#shared/waves/selection-progress.ts';
import { useBucket } from '../support/use-bucket.ts';

const bucket = useBucket();
const ROUND_AT = '2020-08-09T05:10:00.000Z';
const commitment = {
  committedAt: '2020-08-09T05:01:00.000Z',
  beacon: { round: 7, roundAt: ROUND_AT },
} as Commitment;
const draw = {
  waveId: 'w',
  beacon: {
    name: 'a chain',
    chainHash: 'ab'.repeat(32),
    publicKey: 'ab'.repeat(96),
    genesisAt: '2020-01-01T00:00:00.000Z',
    periodSeconds: 3,
    groupHash: 'ab'.repeat(32),
    scheme: 'bls-unchained-g1-rfc9380',
    test: true,
    round: 7,
    signature: 'ab'.repeat(48),
    randomness: 'ab'.repeat(32),
  },
  seed: 'ab'.repeat(32),
  drawnAt: '2020-08-09T05:10:02.000Z',
  softwareVersion: 'x',
};

test('the progress of a selection follows from the files that its steps leave, in their order', async () => {
  const { evidence } = bucket;
  const put = (key: string, bytes: string | Uint8Array = '') => evidence.writeOnce(key, Buffer.from(bytes));
  const seen = (known: { committed?: boolean; certified?: boolean; published?: boolean; now?: string } = {}) =>
    selectionProgress(
      { evidence },
      {
        waveId: 'w',
        commitment: known.committed === false ? undefined : commitment,
        certified: known.certified ?? false,
        published: known.published ?? false,
        now: Date.parse(known.now ?? ROUND_AT),
      },
    );
  const before = { committed: false };
  // What another wave has screened counts for nothing here.
  await put(evidenceKey('w2', exclusionsFile('00')));
  expect(await seen(before)).toEqual({ step: 'screening', shards: { of: 256, screened: 0 }, rounds: [] });
  for (const shard of SHARDS.slice(0, 200)) await put(evidenceKey('w', exclusionsFile(shard)));
  expect(await seen(before)).toMatchObject({ step: 'screening', shards: { of: 256, screened: 200 } });
  for (const shard of SHARDS.slice(200)) await put(evidenceKey('w', exclusionsFile(shard)));
  expect(await seen(before)).toMatchObject({ step: 'committing', shards: { of: 256, screened: 256 } });

  const committed = { shards: { of: 256, screened: 256 }, committedAt: commitment.committedAt, beacon: commitment.beacon };
  expect(await seen({ now: '2020-08-09T05:09:59.999Z' })).toEqual({ step: 'waiting', ...committed, rounds: [] });
  expect(await seen()).toEqual({ step: 'drawing', ...committed, rounds: [] });

  await put(evidenceKey('w', DRAW_FILE), documentBytes(draw as never));
  expect(await seen()).toMatchObject({ step: 'drawing', drawnAt: draw.drawnAt, rounds: [] });
  const round = (number: number) => ({ waveId: 'w', round: number });
  await put(roundKey(round(0)), documentBytes({ winners: 10, shards: { '00': 7, '0a': 3 } }));
  expect(await seen()).toMatchObject({ step: 'awarding', rounds: [{ winners: 10, shards: 2, shardsDone: 0, tried: 0 }] });
  await put(outcomesOfShardKey(round(0), '0a'));
  expect(await seen()).toMatchObject({ step: 'awarding', rounds: [{ winners: 10, shards: 2, shardsDone: 1, tried: 3 }] });
  await put(outcomesOfShardKey(round(0), '00'));
  expect(await seen()).toMatchObject({ step: 'drawing', rounds: [{ shardsDone: 2, tried: 10 }] });
  await put(roundKey(round(1)), documentBytes({ winners: 1, shards: { ff: 1 } }));
  expect(await seen()).toMatchObject({
    step: 'awarding',
    rounds: [
      { winners: 10, shards: 2, shardsDone: 2, tried: 10 },
      { winners: 1, shards: 1, shardsDone: 0, tried: 0 },
    ],
  });
  await put(outcomesOfShardKey(round(1), 'ff'));
  await put(roundKey(round(2)), documentBytes({ winners: 0, shards: {} }));
  const rounds = [{ winners: 10 }, { winners: 1, shards: 1, shardsDone: 1, tried: 1 }];
  expect(await seen()).toMatchObject({ step: 'publishing', rounds });
  expect(await seen({ certified: true })).toMatchObject({ step: 'publishing', rounds });
  expect(await seen({ certified: true, published: true })).toMatchObject({ step: 'published', rounds });
});
