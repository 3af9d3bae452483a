import type { ComponentChildren } from 'preact';
import type { SelectionStep } from '#shared/waves/selection-progress.ts';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { ATTEMPT_OUTCOMES, STEP_NAMES, WAVE } from '#web/officer/texts/wave.ts';
import { instantText, numberText, remainingText } from '#web/shared/format.ts';
import { Table } from '#web/shared/table.tsx';
import { saying } from '#web/shared/text.ts';
import { useNow } from '#web/shared/waves.ts';
import type { Report } from './use-report.ts';

type Selection = NonNullable<Report['selection']>;

/** The step that a selection is in has those before it behind it. */
const ORDER: Record<SelectionStep, number> = {
  screening: 0,
  committing: 1,
  waiting: 2,
  drawing: 3,
  awarding: 3,
  publishing: 4,
  published: 5,
};
/** Award rounds alternate between these two, so they are shown as one. */
const SHOWN = ['screening', 'committing', 'waiting', 'drawing', 'publishing'] as const satisfies readonly SelectionStep[];

/** The selection step by step, with how far each is. */
export function Steps({ selection, now: { places } }: { selection: Selection; now: Report }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const { attempt, attempts, status, progress } = selection;
  const at = ORDER[progress.step];
  const failed = status === 'failed';
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{say('selection', { attempt })}</h2>
      <p role="status" class={failed ? 'fault' : undefined}>
        {failed && say('selectionFailed', { step: STEP_NAMES[progress.step][language] })}
        {status === 'running' && say('selectionRunning', { step: STEP_NAMES[progress.step][language] })}
        {status === 'notStarted' && say('selectionNotStarted')}
        {status === 'succeeded' && say('selectionDone')}
      </p>
      <ol class="stages">
        {SHOWN.map((step) => {
          const state = ORDER[step] < at ? 'done' : ORDER[step] === at ? (failed ? 'failed' : 'under-way') : 'to-come';
          return (
            <li key={step} class={state} aria-current={ORDER[step] === at ? 'step' : undefined}>
              <strong>{STEP_NAMES[step][language]}</strong> <span class="mark">{STAGE_WORDS[state](say)}</span>
              <Stage step={step} progress={progress} places={places} />
            </li>
          );
        })}
      </ol>
      {attempts.length > 1 && (
        <Table
          caption={say('attempts')}
          rows={attempts}
          keyOf={(of) => String(of.attempt)}
          columns={[
            { heading: say('attempt'), cell: (of) => of.attempt },
            { heading: say('begunAt'), cell: (of) => instantText(of.beganAt, language) },
            { heading: say('begunBy'), cell: (of) => (of.begunBy === 'officer' ? say('byOfficer') : say('bySchedule')) },
            { heading: say('outcome'), cell: (of) => ATTEMPT_OUTCOMES[of.outcome ?? 'under-way'][language] },
          ]}
        />
      )}
    </section>
  );
}

type Say = ReturnType<typeof saying<typeof WAVE>>;
const STAGE_WORDS = {
  done: (say: Say) => say('stageDone'),
  'under-way': (say: Say) => say('stageNow'),
  failed: (say: Say) => say('stageFailed'),
  'to-come': (say: Say) => say('stageToCome'),
};

function Stage({ step, progress, places }: { step: SelectionStep; progress: Selection['progress']; places: number }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const now = useNow();
  const { shards, committedAt, beacon, drawnAt, rounds } = progress;
  const number = (of: number) => numberText(of, language);
  switch (step) {
    case 'screening':
      return (
        <Bar value={shards.screened} of={shards.of}>
          {say('shards', { done: number(shards.screened), of: number(shards.of) })}
        </Bar>
      );
    case 'committing':
      return committedAt === undefined ? null : <p>{say('committedAt', { at: instantText(committedAt, language) })}</p>;
    case 'waiting': {
      if (!beacon) return null;
      const left = Date.parse(beacon.roundAt) - now;
      return (
        <p>
          {say('round', { round: number(beacon.round), at: instantText(beacon.roundAt, language) })}
          {progress.step === 'waiting' && left > 0 && ` ${say('roundLeft', { left: remainingText(left, language) })}`}
        </p>
      );
    }
    case 'drawing':
      return (
        <>
          {drawnAt !== undefined && <p>{say('drawnAt', { at: instantText(drawnAt, language), places: number(places) })}</p>}
          {rounds.map((of, index) => (
            <Bar key={`round-${index + 1}`} value={of.tried} of={of.winners}>
              {say('awardRound', { number: index + 1, tried: number(of.tried), winners: number(of.winners) })}
            </Bar>
          ))}
        </>
      );
    default:
      return null;
  }
}

function Bar({ value, of, children }: { value: number; of: number; children: ComponentChildren }) {
  return (
    <label class="progress">
      {children}
      <progress value={value} max={Math.max(1, of)} />
    </label>
  );
}
