import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { problemIn, type Reply } from '#web/shared/api.ts';
import { remainingText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { useNow } from '#web/shared/waves.ts';
import type { Step } from './submit.ts';
import { SENDING } from './texts/sending.ts';
import { DOUBLE_PRESS_MS } from './use-sending.ts';

/** While a registration is on its way: what happens, how long it may take, and how to stop it. */
export function OnItsWay({ step, language, onCancel }: { step: Step; language: Language; onCancel(): void }) {
  const say = saying(SENDING, language);
  const now = useNow();
  const heading = useFocus<HTMLHeadingElement>();
  const [stoppable, setStoppable] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setStoppable(true), DOUBLE_PRESS_MS);
    return () => window.clearTimeout(timer);
  }, []);
  return (
    <section class="card sending">
      <h2 tabindex={-1} ref={heading}>
        {say('heading')}
      </h2>
      {/* Told when it changes, not each second. */}
      <p role="status">
        {step.step === 'waiting' && step.why === 'offline' ? say('offline') : step.step === 'sending' ? say('now') : ''}
      </p>
      {step.step === 'waiting' && step.why !== 'offline' && <p class="countdown small">{waitingText(step, now, language)}</p>}
      <p class="quiet">{say('twiceIsOnce')}</p>
      {stoppable && (
        <button type="button" class="button second" onClick={onCancel}>
          {say('cancel')}
        </button>
      )}
    </section>
  );
}

function waitingText({ why, until }: Extract<Step, { until: number }>, now: number, language: Language): string {
  const say = saying(SENDING, language);
  const left = remainingText(until - now, language);
  if (why === 'before-opening') return say('beforeOpening', { left });
  return why === 'spread' ? say('spread', { left }) : say('busy', { left });
}

/** Why a registration was not taken, in the words of the API. @param props.children what to do first about it */
export function Refused({ reply, language, children }: { reply: Reply; language: Language; children: ComponentChildren }) {
  const say = saying(SENDING, language);
  const heading = useFocus<HTMLHeadingElement>();
  return (
    <section class="card refused">
      <h2 tabindex={-1} ref={heading}>
        {say('refusedHeading')}
      </h2>
      <p>{problemIn(reply)?.title ?? say('refusedUnknown')}</p>
      <p class="row">
        {children}
        <a class="button second" href={PATHS.result[language]}>
          {say('checkResult')}
        </a>
        <a class="button second" href={PATHS.home[language]}>
          {say('toHome')}
        </a>
      </p>
    </section>
  );
}
