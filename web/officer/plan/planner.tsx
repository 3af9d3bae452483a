import { useEffect, useState } from 'preact/hooks';
import type { Wave } from '#web/shared/api.ts';
import { FaultSummary } from '#web/shared/fault-summary.tsx';
import { serverNow } from '#web/shared/server-clock.ts';
import { saying } from '#web/shared/text.ts';
import { useMay, useOfficer } from '../signed-in.tsx';
import { PLAN } from '../texts/plan.ts';
import { FIELD_NAMES } from '../texts/plan-fields.ts';
import { checkPlan, FIELDS, type Field, type ListVersion } from './check-plan.ts';
import type { Aim, Draft } from './draft.ts';
import { forgetDraft, keepDraft } from './kept-draft.ts';
import { NotTaken } from './not-taken.tsx';
import { PlanForm } from './plan-form.tsx';
import { CheckReadiness, Preview } from './preview.tsx';
import { Sent, Stands } from './sent.tsx';
import { TryOut } from './try-out.tsx';
import { isAtFields, useProposing } from './use-proposing.ts';
import { wibInstant } from './wib.ts';

type PlannerProps = {
  aim: Aim;
  present: Wave | undefined;
  /** Before anything was typed. */
  initial: Draft;
  /** What was typed before, or the same. */
  typed: Draft;
  start: string;
  waves: readonly Wave[];
  lists: readonly ListVersion[] | undefined;
  onDirty(dirty: boolean): void;
  onAnother(): void;
};

/** Parts of a draft whose field has another name. */
const FIELD_OF: Partial<Record<keyof Draft, Field>> = {
  opens: 'opensAt',
  closes: 'closesAt',
  scope: 'byProvince',
  priority: 'perMille',
};

/** One plan from its first field to the proposal. */
export function Planner({ aim, present, initial, typed, start, waves, lists, onDirty, onAnother }: PlannerProps) {
  const { session, language } = useOfficer();
  const say = saying(PLAN, language);
  const mayPropose = useMay('officer');
  const [draft, setDraft] = useState(typed);
  const [left, setLeft] = useState<ReadonlySet<Field>>(new Set(typed === initial ? [] : FIELDS));
  const [sentWrong, setSentWrong] = useState(0);
  const { proposing, refusals, propose, changed } = useProposing();
  const { body, faults } = checkPlan(draft, { aim, present, waves, lists, now: serverNow() });
  const dirty = JSON.stringify(draft) !== JSON.stringify(initial);
  const over = proposing.step === 'proposed' || proposing.step === 'stands';
  useEffect(() => {
    onDirty(dirty && !over);
    if (over || !dirty) forgetDraft();
    else keepDraft(session.subject, { start, draft });
  }, [dirty, over, draft, start, session.subject, onDirty]);

  const shown: Partial<Record<Field, string>> = {};
  for (const field of FIELDS) {
    const text = (left.has(field) && faults[field]?.[language]) || refusals[field];
    if (text) shown[field] = text;
  }
  const change = (to: Partial<Draft>) => {
    setDraft((before) => ({ ...before, ...to }));
    const fields = (Object.keys(to) as (keyof Draft)[]).map((part) => FIELD_OF[part] ?? (part as Field));
    fields.forEach(changed);
    // What is chosen rather than typed is left at once.
    if (fields.some((field) => CHOSEN.has(field))) setLeft((before) => new Set([...before, ...fields]));
  };
  const waveId = present?.waveId ?? draft.waveId;
  const submit = async () => {
    setLeft(new Set(FIELDS));
    if (!body) return setSentWrong((count) => count + 1);
    const outcome = await propose(waveId, body);
    if (outcome?.step === 'refused') setSentWrong((count) => count + 1);
  };

  if (proposing.step === 'proposed') return <Sent proposal={proposing.proposal} language={language} onAnother={onAnother} />;
  if (proposing.step === 'stands') return <Stands waveId={waveId} language={language} onAnother={onAnother} />;
  const number = present?.number ?? 0;
  return (
    <>
      <h2>{aim === 'new' ? say('newHeading') : say(aim === 'amend' ? 'amendHeading' : 'extendHeading', { number })}</h2>
      {aim === 'extend' && <p>{say('extendBody')}</p>}
      <form
        class="plan"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <FaultSummary fields={FIELDS} faults={shown} sentWrong={sentWrong} heading={say('faultsHeading')} />
        {proposing.step === 'refused' && !isAtFields(proposing.reply) && (
          <NotTaken key={sentWrong} reply={proposing.reply} language={language} />
        )}
        <div>
          <PlanForm
            aim={aim}
            draft={draft}
            faults={shown}
            lists={lists}
            language={language}
            onChange={change}
            onLeave={(field) => setLeft((before) => new Set([...before, field]))}
          />
        </div>
        <div class="beside">
          <Preview
            body={body}
            present={present}
            missing={FIELDS.filter((field) => faults[field]).map((field) => FIELD_NAMES[field][language])}
            language={language}
          />
          <div class="row propose">
            {mayPropose ? (
              <button type="submit" class="button" aria-disabled={proposing.step === 'sending' ? 'true' : undefined}>
                {proposing.step === 'refused' && proposing.reply.status === undefined ? say('proposeAgain') : say('propose')}
              </button>
            ) : (
              <p class="quiet">{say('onlyOfficers')}</p>
            )}
            <p role="status">{proposing.step === 'sending' && say('proposing')}</p>
          </div>
        </div>
      </form>
      {aim !== 'extend' && <CheckReadiness opensAt={wibInstant(draft.opens)} />}
      <TryOut present={present} />
    </>
  );
}

const CHOSEN: ReadonlySet<Field> = new Set(['fundedBy', 'barredOccupations', 'exclusionLists', 'barredLists', 'priorityLists']);
