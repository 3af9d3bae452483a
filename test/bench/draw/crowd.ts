import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { REGISTRANT_SHARES } from '#demo/registrant-shares.ts';
import { apportion } from '#shared/apportion.ts';
import type { DrawPlan } from '#shared/draw/draw.ts';
import { ENTRANT_LINE_BYTES } from '#shared/draw/entrants.ts';
import { ENTRY_ID_BYTES } from '#shared/draw/ticket.ts';
import { PROVINCES } from '#shared/regions/provinces.ts';
import { SHARDS } from '#shared/shards.ts';

/** Places for each entry, and how many of a thousand of a province's places are kept for entries with priority. */
const PLACES_PER_ENTRY = 0.15;
const PRIORITY_PER_MILLE = 800;
const HAS_PRIORITY = 0.3;
/** Households that have one recipient already, and so one place left of their two. */
const HAS_ONE_PLACE = 0.2;
/** Provinces that get more places than they have entrants, so that places spill over and phase c has work. */
const OVERSUPPLIED = ['81', '82'];

/** The province that each of the four of 2022 was divided from: they share its registrants equally. */
const DIVIDED_FROM: Readonly<Record<string, string>> = { '93': '91', '94': '91', '95': '91', '96': '92' };

/** All 38 provinces as [code, weight]: registrants of 2020, from 19 % (Jawa Barat) to 0.3 % and less. */
export const PROVINCE_WEIGHTS: readonly (readonly [code: string, weight: number])[] = weights();

function weights(): (readonly [string, number])[] {
  const shares = new Map(REGISTRANT_SHARES);
  const parentOf = (code: string) => DIVIDED_FROM[code] ?? code;
  const partsOf = (parent: string) => PROVINCES.filter(({ code }) => parentOf(code) === parent).length;
  return PROVINCES.map(({ code }) => [code, (shares.get(parentOf(code)) ?? 0) / partsOf(parentOf(code))] as const);
}

/** The entries of a benchmark in columns; an entry's id, shard and household are not in any order. */
type Crowd = {
  ids: Uint8Array;
  shards: Uint8Array;
  provinces: Uint8Array;
  priorities: Uint8Array;
  households: Uint32Array;
  householdPlaces: Uint8Array;
};

/**
 * The plan of a benchmark: 15 places for 100 entries, by the provinces' shares, but for two small provinces that get 1.2 places an entry.
 * @param entries how many take part
 */
export function benchPlan(entries: number): DrawPlan & { byProvince: Record<string, number> } {
  const places = Math.round(entries * PLACES_PER_ENTRY);
  const all = PROVINCE_WEIGHTS.reduce((sum, [, weight]) => sum + weight, 0);
  const byProvince = Object.fromEntries(
    OVERSUPPLIED.map((code) => [code, Math.round((1.2 * entries * (weightOf(code) as number)) / all)]),
  );
  const rest = PROVINCE_WEIGHTS.filter(([code]) => !OVERSUPPLIED.includes(code));
  const left = places - Object.values(byProvince).reduce((sum, of) => sum + of, 0);
  const shares = apportion(
    left,
    rest.map(([, weight]) => weight),
  );
  for (const [at, [code]] of rest.entries()) byProvince[code] = shares[at] as number;
  return { places, byProvince, priority: { perMille: PRIORITY_PER_MILLE }, spillOver: true };
}

function weightOf(code: string): number | undefined {
  return PROVINCE_WEIGHTS.find(([of]) => of === code)?.[1];
}

/**
 * Writes the same entries twice: as `entrants/<shard>.csv` in the published form, and as `entries.csv` for PostgreSQL's COPY
 * (`id,province,priority,household,places`). Two entries of a province share a household, wherever their shards are.
 * @param seed a 32-bit whole number; the same seed gives the same bytes
 */
export function writeCrowd(folder: string, entries: number, seed: number): void {
  const crowd = crowdOf(entries, seed);
  mkdirSync(join(folder, 'entrants'), { recursive: true });
  const table = openSync(join(folder, 'entries.csv'), 'w');
  const byShard = SHARDS.map(() => [] as number[]);
  for (let index = 0; index < entries; index++) byShard[crowd.shards[index] as number]?.push(index);
  for (const [shard, name] of SHARDS.entries()) {
    const indices = Uint32Array.from(byShard[shard] as number[]);
    byShard[shard] = [];
    const { file, rows } = textsOf(crowd, sortedById(crowd, indices));
    const entrants = openSync(join(folder, 'entrants', `${name}.csv`), 'w');
    writeSync(entrants, file);
    closeSync(entrants);
    writeSync(table, rows);
  }
  closeSync(table);
}

function crowdOf(entries: number, seed: number): Crowd {
  const random = sfc32(seed);
  const ids = new Uint32Array((entries * ENTRY_ID_BYTES) / 4);
  for (let word = 0; word < ids.length; word++) ids[word] = random();
  const crowd: Crowd = {
    ids: new Uint8Array(ids.buffer),
    shards: new Uint8Array(entries),
    provinces: new Uint8Array(entries),
    priorities: new Uint8Array(entries),
    households: new Uint32Array(entries),
    householdPlaces: new Uint8Array(entries),
  };
  const provinceAt = provinceLots();
  const waiting = new Map<number, { household: number; places: number }>();
  let households = 0;
  for (let index = 0; index < entries; index++) {
    const province = provinceAt[random() >>> 16] as number;
    const other = waiting.get(province);
    waiting.delete(province);
    const household = other ?? { household: households++, places: fraction(random()) < HAS_ONE_PLACE ? 1 : 2 };
    if (!other) waiting.set(province, household);
    crowd.shards[index] = random() >>> 24;
    crowd.provinces[index] = province;
    crowd.priorities[index] = fraction(random()) < HAS_PRIORITY ? 1 : 0;
    crowd.households[index] = household.household;
    crowd.householdPlaces[index] = household.places;
  }
  return crowd;
}

/** 65,536 lots, each a province's: as many of them as the province's share. */
function provinceLots(): Uint8Array {
  const shares = apportion(
    0x10000,
    PROVINCE_WEIGHTS.map(([, weight]) => weight),
  );
  return Uint8Array.from(PROVINCE_WEIGHTS.flatMap(([code], at) => new Array<number>(shares[at] as number).fill(Number(code))));
}

/** Ids are random, so their first six bytes hardly ever tie. */
function sortedById({ ids }: Crowd, indices: Uint32Array): Uint32Array {
  const bytes = Buffer.from(ids.buffer);
  const keys = new Map([...indices].map((index) => [index, bytes.readUIntBE(index * ENTRY_ID_BYTES, 6)]));
  const idOf = (index: number) => bytes.subarray(index * ENTRY_ID_BYTES, (index + 1) * ENTRY_ID_BYTES);
  return indices.sort(
    (left, right) => (keys.get(left) as number) - (keys.get(right) as number) || Buffer.compare(idOf(left), idOf(right)),
  );
}

function textsOf(crowd: Crowd, indices: Uint32Array): { file: Buffer; rows: string } {
  const file = Buffer.allocUnsafe(indices.length * ENTRANT_LINE_BYTES);
  const bytes = Buffer.from(crowd.ids.buffer);
  let rows = '';
  let at = 0;
  for (const index of indices) {
    const id = bytes.toString('hex', index * ENTRY_ID_BYTES, (index + 1) * ENTRY_ID_BYTES);
    const [province, priority] = [crowd.provinces[index], crowd.priorities[index]];
    const [household, places] = [crowd.households[index] as number, crowd.householdPlaces[index]];
    at += file.write(`${id},${province},${priority},${tagOf(household)},${places}\n`, at, 'latin1');
    rows += `\\x${id},${province},${priority === 1 ? 't' : 'f'},${household},${places}\n`;
  }
  return { file, rows };
}

/** A household's tag, 16 hex digits that look like a keyed hash's: two odd multipliers, so that no two numbers give the same. */
function tagOf(household: number): string {
  const hex = (word: number) => (word >>> 0).toString(16).padStart(8, '0');
  return hex(Math.imul(household, 0x9e3779b1)) + hex(Math.imul(household ^ 0x5bd1e995, 0x85ebca6b));
}

function fraction(word: number): number {
  return word / 0x1_0000_0000;
}

/** Chance for test data (the generator sfc32 of the PractRand suite): 32 bits a call, at some nanoseconds each. */
function sfc32(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let warmUp = 0; warmUp < 16; warmUp++) next();
  return next;
}
