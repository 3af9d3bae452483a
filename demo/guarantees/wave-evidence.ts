import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { SHARDS } from '#shared/shards.ts';

const planSchema = z.object({
  waveId: z.string(),
  places: z.int(),
  byProvince: z.union([z.literal('national'), z.record(z.string(), z.int())]),
  priority: z.object({ group: z.string(), perMille: z.int() }).optional(),
  spillOver: z.boolean(),
});
const certificateSchema = z.object({
  rounds: z.array(z.object({ struckOut: z.array(z.string()) })),
});

export type WinnerLine = { entryId: string; province: string; phase: string; round: number };

/** A wave's published files, as a stranger reads them: nothing here comes from a table. */
export type WaveEvidence = {
  plan: z.infer<typeof planSchema>;
  certificate: z.infer<typeof certificateSchema>;
  /** Bytes of `entrants/<shard>.csv`, shard 00 first. */
  entrants: (readonly [shard: string, bytes: Uint8Array])[];
  entrantCount: number;
  /** Lines of `exclusions/<shard>.csv` by rule. */
  exclusions: Map<string, number>;
  winners: WinnerLine[];
};

/** Reads the evidence of one wave. @param folder `.../evidence/<waveId>` */
export async function readWaveEvidence(folder: string): Promise<WaveEvidence> {
  const file = (name: string) => readFile(join(folder, name));
  const json = async (name: string) => JSON.parse((await file(name)).toString('utf8'));
  const entrants: (readonly [string, Uint8Array])[] = [];
  const exclusions = new Map<string, number>();
  let entrantCount = 0;
  for (const shard of SHARDS) {
    const bytes = await file(`entrants/${shard}.csv`);
    entrants.push([shard, bytes]);
    entrantCount += lines(bytes.toString('utf8')).length;
    for (const line of lines((await file(`exclusions/${shard}.csv`)).toString('utf8'))) {
      const rule = line.split(',')[1] as string;
      exclusions.set(rule, (exclusions.get(rule) ?? 0) + 1);
    }
  }
  return {
    plan: planSchema.parse(await json('plan.json')),
    certificate: certificateSchema.parse(await json('certificate.json')),
    entrants,
    entrantCount,
    exclusions,
    winners: lines((await file('winners.csv')).toString('utf8')).map((line) => {
      const [, entryId, province, phase, round] = line.split(',') as [string, string, string, string, string];
      return { entryId, province, phase, round: Number(round) };
    }),
  };
}

/** The lines of a text in which each ends with LF. */
export function lines(text: string): string[] {
  return text.split('\n').slice(0, -1);
}
