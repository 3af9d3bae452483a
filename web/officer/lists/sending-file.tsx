import { useOfficer } from '#web/officer/signed-in.tsx';
import { LISTS } from '#web/officer/texts/lists.ts';
import { numberText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import type { Importing } from './use-import.ts';

type SendingFileProps = {
  importing: Extract<Importing, { step: 'sending' | 'paused' }>;
  onPause(): void;
  onResume(): void;
};

/** How far an import is, and what happens when one leaves it. */
export function SendingFile({ importing, onPause, onResume }: SendingFileProps) {
  const { language } = useOfficer();
  const say = saying(LISTS, language);
  const heading = useFocus<HTMLHeadingElement>();
  const { step, chosen, progress } = importing;
  const { done, of, waiting } = progress;
  const percent = of === 0 ? 0 : Math.floor((100 * done) / of);
  const counted = { done: numberText(done, language), of: numberText(of, language), percent };
  return (
    <div class="card sending">
      <h3 tabindex={-1} ref={heading}>
        {say('sendingHeading', { list: chosen.list })}
      </h3>
      <p id="sent">{of === 0 ? say('beginning') : say('sent', counted)}</p>
      <progress aria-labelledby="sent" max={of || 1} value={done} />
      {/* Told when it changes, not at each chunk. */}
      <p role="status">{step === 'paused' ? say('paused') : waiting ? say('noAnswer') : ''}</p>
      <p class="quiet">{say('mayClose')}</p>
      <button type="button" class="button second" onClick={step === 'paused' ? onResume : onPause}>
        {say(step === 'paused' ? 'resume' : 'pause')}
      </button>
    </div>
  );
}
