import { useState } from 'preact/hooks';
import { type PlanBody, planBodyOf } from '#shared/waves/plan.ts';
import type { Reply, Wave } from '#web/shared/api.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { type PreflightAnswer, PreflightChecks } from '../preflight.tsx';
import { Refusal } from '../refusal.tsx';
import { useOfficer } from '../signed-in.tsx';
import { PLAN } from '../texts/plan.ts';
import { planChanges } from './plan-facts.ts';
import { PlanChanges, WholePlan } from './plan-tables.tsx';

type PreviewProps = {
  /** Undefined while something is missing or wrong. */
  body: PlanBody | undefined;
  present: Wave | undefined;
  /** The names of the fields that are. */
  missing: readonly string[];
  language: Language;
};

/** What will be proposed: all of a new plan, and of another plan of a wave what changes. */
export function Preview({ body, present, missing, language }: PreviewProps) {
  const say = saying(PLAN, language);
  const changes = body && present ? planChanges(planBodyOf(present), body, language).length : 0;
  return (
    // On a wide screen it scrolls in itself, by the keyboard too.
    <section class="note preview" aria-labelledby="preview" tabindex={0}>
      <h3 id="preview">{say('previewHeading')}</h3>
      {!body && <p>{say('previewWaits', { fields: missing.join(', ') })}</p>}
      {body && !present && <WholePlan plan={body} language={language} />}
      {body && present && (
        <>
          <p>{changes === 0 ? say('previewSame') : say('previewChanges', { count: changes })}</p>
          {changes > 0 && <PlanChanges present={planBodyOf(present)} next={body} language={language} />}
        </>
      )}
    </section>
  );
}

/** Whether what an opening then needs is in place, asked by a press. */
export function CheckReadiness({ opensAt }: { opensAt: string | undefined }) {
  const { ask, language } = useOfficer();
  const say = saying(PLAN, language);
  const [busy, setBusy] = useState(false);
  const [looked, setLooked] = useState<{ opensAt: string; reply: Reply }>();
  const look = async () => {
    if (opensAt === undefined || busy) return;
    setBusy(true);
    setLooked({ opensAt, reply: await ask(`/v1/preflight?${new URLSearchParams({ opensAt })}`) });
    setBusy(false);
  };
  // Of another opening it says nothing.
  const reply = looked?.opensAt === opensAt ? looked?.reply : undefined;
  return (
    <section class="card" aria-labelledby="readiness">
      <h3 id="readiness">{say('checkHeading')}</h3>
      <div class="row">
        <button
          type="button"
          class="button second"
          aria-disabled={opensAt === undefined || busy ? 'true' : undefined}
          onClick={look}
        >
          {say('check')}
        </button>
        {opensAt === undefined && <p class="quiet">{say('checkNeedsOpening')}</p>}
      </div>
      <div role="status">
        {busy && <p>{say('checking')}</p>}
        {reply?.status === 200 && <PreflightChecks answer={reply.json as PreflightAnswer} language={language} />}
      </div>
      {reply && reply.status !== 200 && <Refusal reply={reply} language={language} />}
    </section>
  );
}
