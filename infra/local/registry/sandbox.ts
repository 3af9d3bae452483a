import { setTimeout as sleep } from 'node:timers/promises';

/** Where the runtime's server answers like the civil registry: `POST /_local/registry/check`; `PUT /_local/registry` says how it is to behave. */
export const REGISTRY_PATH = '/_local/registry';

const STATES = ['up', 'slow', 'down', 'wrong'] as const;
type State = (typeof STATES)[number];

export type SandboxRegistry = {
  /** The value of the template's parameter CivilRegistry. @param origin of the runtime's server */
  parameter(origin: string): string;
  /** @returns the answer, or undefined when the request isn't one of the registry's */
  answer(method: string, path: string, body: string): Promise<{ status: number; json: unknown } | undefined>;
};

/** Longer than any caller waits. */
const SLOW_MS = 10_000;
/** Of the day and month in a NIK: what it has is on its side, so that people made up by a test are known to it. */
const NIK = /^\d{6}(\d{2})(\d{2})(\d{2})\d{4}$/;

/**
 * A civil registry for machines without one. It knows everybody whose NIK shows the birth date that is asked for, and nobody else. It can be `up`, `slow`
 * (answers after ten seconds), `down` (503) or `wrong` (answers what no registry would).
 */
export function sandboxRegistry(): SandboxRegistry {
  let state: State = 'up';
  let asked = 0;
  return {
    parameter: (origin) => JSON.stringify({ endpoint: `${origin}${REGISTRY_PATH}`, checksPerSecond: 10_000 }),
    async answer(method, path, body) {
      if (path === REGISTRY_PATH && method === 'GET') return { status: 200, json: { state, asked } };
      if (path === REGISTRY_PATH && method === 'PUT') {
        const wanted = fieldsOf(body)['state'];
        const next = STATES.find((one) => one === wanted);
        if (!next) return { status: 422, json: { error: `state is one of ${STATES.join(', ')}` } };
        state = next;
        return { status: 200, json: { state, asked } };
      }
      if (path !== `${REGISTRY_PATH}/check` || method !== 'POST') return undefined;
      asked++;
      if (state === 'down') return { status: 503, json: { error: 'the registry is down' } };
      if (state === 'wrong') return { status: 200, json: { result: 'perhaps' } };
      if (state === 'slow') await sleep(SLOW_MS, undefined, { ref: false });
      const { nik, birthDate } = fieldsOf(body);
      return { status: 200, json: { result: knows(String(nik), String(birthDate)) ? 'match' : 'mismatch' } };
    },
  };
}

function knows(nik: string, birthDate: string): boolean {
  const [, day = '', month, year] = NIK.exec(nik) ?? [];
  const ofMonth = String(Number(day) > 40 ? Number(day) - 40 : Number(day)).padStart(2, '0');
  return birthDate.slice(2) === `${year}-${month}-${ofMonth}`;
}

function fieldsOf(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
