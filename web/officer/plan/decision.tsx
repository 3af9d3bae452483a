import { useState } from 'preact/hooks';
import { SelectField } from '#web/shared/fields.tsx';
import { instantText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { REJECTION_NAMES } from '../texts/desk.ts';
import { PROPOSALS } from '../texts/proposals.ts';
import type { Deciding, useDeciding } from './use-deciding.ts';

type DecideProps = { proposalId: string; busy: boolean; language: Language; onDecide: ReturnType<typeof useDeciding>['decide'] };

/** Approves, or rejects with a reason. */
export function Decide({ proposalId, busy, language, onDecide }: DecideProps) {
  const say = saying(PROPOSALS, language);
  const [reason, setReason] = useState('');
  const [lacking, setLacking] = useState(false);
  const id = `why-${proposalId}`;
  const disabled = busy ? 'true' : undefined;
  const reject = () => {
    setLacking(reason === '');
    if (reason === '') document.getElementById(id)?.focus();
    else void onDecide({ decision: 'rejected', reason: reason as keyof typeof REJECTION_NAMES });
  };
  return (
    <div class="decide">
      <button type="button" class="button" aria-disabled={disabled} onClick={() => void onDecide({ decision: 'approved' })}>
        {say('approve')}
      </button>
      <SelectField
        id={id}
        label={say('rejectWhy')}
        fault={lacking ? say('rejectReason') : undefined}
        value={reason}
        none={say('choose')}
        choices={Object.entries(REJECTION_NAMES).map(([value, text]) => ({ value, text: text[language] }))}
        onChoose={(chosen) => {
          setReason(chosen);
          setLacking(false);
        }}
      />
      <button type="button" class="button second" aria-disabled={disabled} onClick={reject}>
        {say('reject')}
      </button>
    </div>
  );
}

/** What came of a decision; the focus goes there. */
export function Done({ deciding, language }: { deciding: Extract<Deciding, { step: 'decided' }>; language: Language }) {
  const say = saying(PROPOSALS, language);
  const place = useFocus<HTMLDivElement>();
  const { decision, wave } = deciding;
  return (
    <div class="outcome" role="status" tabindex={-1} ref={place}>
      <p class="done">{decision.decision === 'approved' ? say('approvedDone') : say('rejectedDone')}</p>
      {wave && (
        <p>
          {say('waveStands', {
            waveId: wave.waveId,
            opens: instantText(wave.opensAt, language),
            closes: instantText(wave.closesAt, language),
          })}{' '}
          <a href={`${PATHS.wave[language]}#${wave.waveId}`}>{say('seeWave')}</a>
        </p>
      )}
    </div>
  );
}
