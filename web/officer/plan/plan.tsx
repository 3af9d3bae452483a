import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Wave } from '#web/shared/api.ts';
import { SelectField } from '#web/shared/fields.tsx';
import { PATHS } from '#web/shared/paths.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { stateNow } from '#web/shared/waves.ts';
import { Refusal } from '../refusal.tsx';
import { showToOfficers, useOfficer } from '../signed-in.tsx';
import { PLAN } from '../texts/plan.ts';
import { type Aim, copyOf, type Draft, draftOf, EMPTY_DRAFT } from './draft.ts';
import { forgetDraft, keptDraft } from './kept-draft.ts';
import { Planner } from './planner.tsx';
import { useKnown } from './use-known.ts';
import { usePending } from './use-proposals.ts';

/** Where planning begins: `new`, or what is done with which wave, as `amend:2020-04`. */
type Start = '' | 'new' | `${'copy' | 'amend' | 'extend'}:${string}`;

/** The editor of plans: first what is to be planned, then the plan. */
function PlanPage() {
  const { session, language, ask } = useOfficer();
  const say = saying(PLAN, language);
  const known = useKnown(ask);
  const [kept, setKept] = useState(() => keptDraft(session.subject));
  const [begun, setBegun] = useState(0);
  const [start, setStart] = useState<Start>((kept?.start ?? '') as Start);
  const [dirty, setDirty] = useState(false);
  const [refusedChoices, setRefusedChoices] = useState(0);
  useAskBeforeLeaving(dirty);

  const begin = useCallback((from: Start) => {
    forgetDraft();
    setKept(undefined);
    setDirty(false);
    setStart(from);
    setBegun((count) => count + 1);
  }, []);
  const waves = known.waves;
  const named = location.hash.slice(1);
  useEffect(() => {
    if (!waves || start !== '' || named === '') return;
    const wave = waves.find(({ waveId }) => waveId === named);
    if (wave) setStart(startOf(wave));
  }, [waves, named, start]);

  if (known.refused)
    return (
      <>
        <Refusal reply={known.refused} language={language} />
        <button type="button" class="button" onClick={known.look}>
          {say('tryAgain')}
        </button>
      </>
    );
  if (!waves) return <p role="status">{say('loading')}</p>;
  const asked = named !== '' && start === '' && !waves.some(({ waveId }) => waveId === named);
  const beginning = beginningOf(start, waves, kept?.start === start ? kept.draft : undefined);
  return (
    <div class="planning">
      <p class="quiet">{say('intro')}</p>
      {asked && <p class="fault">{say('noSuchWave', { waveId: named.slice(0, 32) })}</p>}
      <SelectField
        key={refusedChoices}
        id="start"
        label={say('start')}
        value={start}
        none={say('choose')}
        choices={startsOf(waves, say)}
        onChoose={(chosen) => {
          if (!dirty || window.confirm(say('unsentLost'))) begin(chosen as Start);
          // The choice goes back to what is being planned.
          else setRefusedChoices((count) => count + 1);
        }}
      />
      {beginning?.present && <Waiting waveId={beginning.present.waveId} language={language} />}
      {beginning && kept?.start === start && (
        <div class="note row" role="status">
          <p>{say('restored')}</p>
          <button type="button" class="button second" onClick={() => begin(start)}>
            {say('discard')}
          </button>
        </div>
      )}
      {beginning && (
        <Planner
          key={`${start} ${begun}`}
          {...beginning}
          start={start}
          waves={waves}
          lists={known.lists}
          onDirty={setDirty}
          onAnother={() => {
            history.replaceState(null, '', location.pathname);
            begin('');
            void known.look();
          }}
        />
      )}
    </div>
  );
}

/** Of several proposals for one wave the first that is approved counts, and the others are overtaken. */
function Waiting({ waveId, language }: { waveId: string; language: Language }) {
  const say = saying(PLAN, language);
  const pending = usePending().pending?.filter(({ kind, waveId: of }) => kind === 'plan' && of === waveId) ?? [];
  if (pending.length === 0) return null;
  return (
    <p class="warning">
      {say('othersWait', { count: pending.length })} <a href={PATHS.proposals[language]}>{say('toProposals')}</a>
    </p>
  );
}

export type Beginning = { aim: Aim; present: Wave | undefined; initial: Draft; typed: Draft };

function beginningOf(start: Start, waves: readonly Wave[], kept: Draft | undefined): Beginning | undefined {
  if (start === 'new') return { aim: 'new', present: undefined, initial: EMPTY_DRAFT, typed: kept ?? EMPTY_DRAFT };
  const [what, ...rest] = start.split(':');
  const wave = waves.find(({ waveId }) => waveId === rest.join(':'));
  if (!wave) return undefined;
  const initial = what === 'copy' ? copyOf(wave) : draftOf(wave);
  const aim = what === 'copy' ? 'new' : (what as 'amend' | 'extend');
  return { aim, present: aim === 'new' ? undefined : wave, initial, typed: kept ?? initial };
}

/** What can be done with a wave now. */
function startOf(wave: Wave): Start {
  const state = stateNow(wave, serverNow());
  return state === 'announced' ? `amend:${wave.waveId}` : state === 'open' ? `extend:${wave.waveId}` : `copy:${wave.waveId}`;
}

function startsOf(waves: readonly Wave[], say: ReturnType<typeof saying<typeof PLAN>>) {
  const newestFirst = [...waves].sort((left, right) => right.number - left.number);
  const changes = newestFirst.flatMap((wave) => {
    const value = startOf(wave);
    if (value.startsWith('copy:')) return [];
    return [{ value, text: say(value.startsWith('amend:') ? 'startAmend' : 'startExtend', { number: wave.number }) }];
  });
  const copies = newestFirst.map(({ waveId, number }) => ({ value: `copy:${waveId}`, text: say('startCopy', { number }) }));
  return [...changes, { value: 'new', text: say('startNew') }, ...copies];
}

function useAskBeforeLeaving(dirty: boolean): void {
  useEffect(() => {
    if (!dirty) return;
    const asked = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', asked);
    return () => window.removeEventListener('beforeunload', asked);
  }, [dirty]);
}

showToOfficers(PlanPage);
