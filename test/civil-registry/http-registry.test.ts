import { describe, expect, test } from 'vitest';
import { type HttpRegistryDeps, httpRegistry } from '#shared/civil-registry/http-registry.ts';
import { nik } from '../support/people.ts';

const PERSON = { nik: nik(1), kk: '3174051203150001', birthDate: '1990-01-01' };

/** A registry that answers as told, in a time that passes only by waiting. */
function registryOf(answers: (asked: number) => Response | Error, changes: Partial<HttpRegistryDeps> = {}) {
  const seen = { at: [] as number[], bodies: [] as unknown[], urls: [] as string[], now: 0 };
  const registry = httpRegistry({
    endpoint: 'http://registry.example',
    checksPerSecond: 1_000,
    until: 3_600_000,
    time: {
      now: () => seen.now,
      sleep: async (milliseconds) => {
        seen.now += milliseconds;
      },
    },
    random: () => 0.5,
    get: (async (url: string, init: { body: string }) => {
      seen.urls.push(url);
      seen.bodies.push(JSON.parse(init.body));
      const answer = answers(seen.at.push(seen.now));
      if (answer instanceof Error) throw answer;
      return answer;
    }) as unknown as typeof fetch,
    ...changes,
  });
  return { seen, registry, check: () => registry.check(PERSON) };
}
const says = (result: string) => Response.json({ result });
const down = () => new Response('busy', { status: 503 });

describe('the registry over HTTP', () => {
  test.each(['match', 'mismatch'] as const)('says %s of NIK, KK and birth date, and is told nothing else', async (result) => {
    const { seen, registry } = registryOf(() => says(result));
    expect(await registry.check({ ...PERSON, fullName: 'Siti' } as typeof PERSON)).toBe(result);
    expect([seen.urls, seen.bodies]).toEqual([['http://registry.example/check'], [PERSON]]);
  });

  test('that fails is asked again after a pause, three times in all, and then the person is pending', async () => {
    const mended = registryOf((asked) => (asked < 3 ? down() : says('match')));
    expect(await mended.check()).toBe('match');
    expect(mended.seen.at).toEqual([0, 200, 600]);
    const dead = registryOf(down);
    expect(await dead.check()).toBe('pending');
    expect(dead.seen.at).toHaveLength(3);
  });

  test.each<[string, () => Response | Error]>([
    ['answers what no registry would', () => says('perhaps')],
    ['answers no JSON', () => new Response('<html>')],
    ['refuses what it is asked', () => new Response('', { status: 400 })],
    ['breaks the connection', () => new TypeError('fetch failed')],
    ['takes too long', () => new DOMException('timed out', 'TimeoutError')],
  ])('that %s leaves the person pending, and refuses nobody', async (_, answer) => {
    expect(await registryOf(answer).check()).toBe('pending');
  });

  test('that is not there leaves everybody pending without being asked', async () => {
    const { seen, check } = registryOf(() => says('match'), { endpoint: undefined });
    expect([await check(), seen.at]).toEqual(['pending', []]);
  });

  test('is left alone after five failures in a row, and asked by one when the pause is over', async () => {
    let isDown = true;
    const { seen, check } = registryOf(() => (isDown ? down() : says('match')));
    for (let people = 0; people < 100; people++) expect(await check()).toBe('pending');
    expect(seen.at).toHaveLength(5);
    seen.now += 20_001;
    expect(await check()).toBe('pending');
    expect(seen.at).toHaveLength(6);
    for (let people = 0; people < 100; people++) await check();
    expect(seen.at).toHaveLength(6);
    isDown = false;
    seen.now += 20_001;
    expect([await check(), await check()]).toEqual(['match', 'match']);
    expect(seen.at).toHaveLength(8);
  });

  test('is asked no more often than it takes', async () => {
    const { seen, check } = registryOf(() => says('match'), { checksPerSecond: 10 });
    for (let people = 0; people < 101; people++) await check();
    expect(seen.at.at(-1)! - seen.at[0]!).toBeGreaterThanOrEqual(9_000);
    for (const [at, first] of seen.at.entries()) {
      const within = seen.at.filter((other) => other >= first && other < first + 1_000).length;
      expect(within, `from ${at} on`).toBeLessThanOrEqual(20);
    }
  });

  test('is not asked when the answer would come too late', async () => {
    const { seen, check } = registryOf(() => says('match'), { checksPerSecond: 1, until: 5_500 });
    const results = [];
    for (let people = 0; people < 6; people++) results.push(await check());
    expect(results.filter((result) => result === 'pending').length).toBeGreaterThan(1);
    expect(Math.max(...seen.at)).toBeLessThanOrEqual(2_500);
  });
});
