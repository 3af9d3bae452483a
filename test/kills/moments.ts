import { seededRandom } from '#demo/random.ts';

/**
 * A moment of a run at which the runtime is killed. Files and table writes are counted from the first file whose path holds `from`; each
 * file has three moments (half of its draft written, the draft whole, in its place).
 */
export type Moment =
  | { kind: 'file' | 'table'; from: string; count: number }
  /** After so many answers to requests of this life. */
  | { kind: 'answer'; count: number }
  /** So many milliseconds after the process was started, whether it has come up or not. */
  | { kind: 'start'; ms: number };

/** What a wave goes through, by the first file of each stage, and how many moments a kill is drawn from. */
const STAGES = [
  { from: '/executions/', files: 12, tables: 2 },
  { from: '/screened/', files: 4_500, tables: 20 },
  { from: '/commitment.json', files: 12, tables: 4 },
  { from: '/draw.json', files: 300, tables: 60 },
  { from: '/round-0/outcomes/', files: 250, tables: 50 },
  { from: '/round-1/', files: 60, tables: 10 },
  { from: '/results/', files: 1_500, tables: 2 },
  { from: '/certificate.json', files: 20, tables: 1 },
] as const;

const MOST_KILLS = 6;
/** Of a start that takes a second and more on two busy cores. */
const MOST_START_MS = 2_500;
/** Requests of the burst before the closing, and of the wave that stays open. */
const MOST_ANSWERS = 60;

/** One to six kills of a run, in the order of the wave; the same seed gives the same. @param seed a 32-bit whole number */
export function momentsOf(seed: number): Moment[] {
  const random = seededRandom(seed);
  const kills = random.integer(1, MOST_KILLS);
  const order = STAGES.length + 1;
  const drawn = Array.from({ length: kills }, () => {
    const kind = random.weighted([
      ['file', 55],
      ['table', 25],
      ['answer', 10],
      ['start', 10],
    ] as const);
    if (kind === 'answer') return { at: 0, moment: { kind, count: random.integer(1, MOST_ANSWERS) } };
    if (kind === 'start') return { at: random.integer(1, order), moment: { kind, ms: random.integer(0, MOST_START_MS) } };
    const at = random.integer(0, STAGES.length - 1);
    const stage = STAGES[at] as (typeof STAGES)[number];
    const count = random.integer(1, kind === 'file' ? stage.files : stage.tables);
    return { at: at + 1, moment: { kind, from: stage.from, count } };
  });
  return drawn.sort((one, other) => one.at - other.at).map(({ moment }) => moment);
}

/** `file 12 from /screened/`. */
export function printedMoment(moment: Moment): string {
  if (moment.kind === 'start') return `${moment.ms} ms after a start`;
  return moment.kind === 'answer' ? `answer ${moment.count}` : `${moment.kind} ${moment.count} from ${moment.from}`;
}
