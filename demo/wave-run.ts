import { setTimeout as sleep } from 'node:timers/promises';
import type { Crowd } from './crowd.ts';
import { type Programme, ReplayStopped } from './programme.ts';
import { type Answers, noAnswers, registering } from './registering.ts';
import { type Ask, scheduledByTwo } from './scheduling.ts';
import { planBody, type TimelineWave } from './timeline.ts';

export type WaveRun = {
  readonly wave: TimelineWave;
  readonly answers: Answers;
  /** Real seconds in which `answers.registered` came in. */
  readonly registeringSeconds: number;
  /** As the programme told it for the plan that stood at the closing. */
  readonly planHash: string;
  readonly pastRecipients: number;
};

export type WaveStage = 'registering' | 'selecting';
export type OnProgress = (stage: WaveStage, done: number) => void;

/** How long before the opening an officer announces the wave. */
const ANNOUNCED_BEFORE_MS = 24 * 60 * 60_000;
/** Safely more than the settling time after a closing, after which the selection starts. */
const SETTLE_MS = 60_000;
/** A selection of the largest wave at scale 0.1 takes minutes; nothing for this long means that it hangs. */
const PATIENCE_MS = 20 * 60_000;
const POLL_MS = 100;
/** What a selection writes after everything else. */
const LAST_FILE = 'attempts.jsonl.jws';

/**
 * Twelfths of the window and the share of the registrants who come in each: 1,432,133 people came in the first 21 hours of 2020,
 * two thirds of wave 1's; in the last day some more than in the middle.
 */
const ARRIVALS = [0.42, 0.26, 0.07, 0.04, 0.03, 0.03, 0.02, 0.02, 0.03, 0.03, 0.02, 0.03] as const;
/** Wave 5's window in twelve parts of 16 hours: its fifth begins on 18 August, a day before the first closing. */
const EXTENDED_IN_PART = 4;

/** Runs one wave from its announcement to its published certificate. */
export async function runWave(programme: Programme, wave: TimelineWave, crowd: Crowd, onProgress: OnProgress): Promise<WaveRun> {
  const { clock } = programme;
  const answers = noAnswers();
  const people = registering(programme, wave.waveId, answers, () => onProgress('registering', answers.registered.size));

  advance(clock, wave.opensAt - ANNOUNCED_BEFORE_MS);
  let planHash = await announce(programme, wave, wave.firstClosesAt);
  await people.early(crowd);

  let registeringMs = 0;
  let sent = 0;
  for (const [part, share] of ARRIVALS.entries()) {
    const at = wave.opensAt + ((wave.closesAt - wave.opensAt) * part) / ARRIVALS.length;
    if (wave.firstClosesAt !== wave.closesAt && part === EXTENDED_IN_PART) {
      planHash = await announce(programme, wave, wave.closesAt);
    }
    advance(clock, at);
    const until = part === ARRIVALS.length - 1 ? crowd.registrants.length : sent + Math.round(crowd.registrants.length * share);
    const started = performance.now();
    await people.registrants(crowd.registrants.slice(sent, until));
    registeringMs += performance.now() - started;
    sent = until;
    if (part === 0) await people.pastRecipients(crowd);
  }

  advance(clock, wave.closesAt);
  await people.late(crowd);
  advance(clock, wave.closesAt + SETTLE_MS);
  await published(programme, wave.waveId, onProgress);
  return { wave, answers, registeringSeconds: registeringMs / 1000, planHash, pastRecipients: crowd.pastRecipients.length };
}

function advance(clock: Programme['clock'], to: number): void {
  if (to > clock.now()) clock.advanceTo(to);
}

/** An officer proposes to schedule the wave or to move its closing, and an approver approves. @returns the hash of the plan that now stands */
async function announce(programme: Programme, wave: TimelineWave, closesAt: number): Promise<string> {
  const body = planBody(wave, closesAt);
  const ask: Ask = async (method, path, sent, token) => {
    const answer = await programme.send(method, path, { body: sent, token });
    return { status: answer.status, text: answer.body };
  };
  const tokens = { officer: await programme.officerToken(), approver: await programme.approverToken() };
  const { status, text } = await scheduledByTwo(ask, wave.waveId, body, tokens);
  if (status !== 200 && status !== 201) {
    throw new ReplayStopped(`The plan of wave ${wave.waveId} was refused with ${status}: ${text}`);
  }
  return (JSON.parse(text) as { planHash: string }).planHash;
}

/** Waits for the commitment, moves the clock to the beacon's time, and waits for the certificate. */
async function published(programme: Programme, waveId: string, onProgress: OnProgress): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  let steps = 0;
  for (let committed = false; ; ) {
    const failure = programme.failure();
    if (failure !== undefined) throw new ReplayStopped(`The selection of wave ${waveId} failed: ${failure}`);
    if (performance.now() > deadline) throw new ReplayStopped(`The selection of wave ${waveId} hangs.`);
    if (!committed) {
      const commitment = await programme.evidence(waveId, 'commitment.json');
      if (commitment !== undefined) {
        committed = true;
        const { beacon } = JSON.parse(commitment) as { beacon: { roundAt: string } };
        advance(programme.clock, Date.parse(beacon.roundAt));
      }
    }
    const answer = await programme.send('GET', `/v1/waves/${waveId}`);
    const isPublished = answer.status === 200 && (JSON.parse(answer.body) as { state: string }).state === 'published';
    if (isPublished && (await programme.evidence(waveId, LAST_FILE)) !== undefined) return;
    onProgress('selecting', ++steps);
    await sleep(POLL_MS);
  }
}
