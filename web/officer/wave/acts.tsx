import { useState } from 'preact/hooks';
import { HOLD_REASONS } from '#shared/deadlines/hold-reasons.ts';
import { STOP_REASONS } from '#shared/waves/stop-reasons.ts';
import { InputField, instantOf, ReasonField, wibField } from '#web/officer/fields.tsx';
import { useMay, useOfficer } from '#web/officer/signed-in.tsx';
import { PROPOSING } from '#web/officer/texts/proposing.ts';
import { WAVE } from '#web/officer/texts/wave.ts';
import type { Wave } from '#web/shared/api.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { saying } from '#web/shared/text.ts';
import { DryRun } from './dry-run.tsx';
import { ProposalForm } from './proposal-form.tsx';
import { StartSelection } from './start-selection.tsx';
import type { Report } from './use-report.ts';

/** What this officer may do about the wave as it stands now. What one may not is not offered, and is refused by the API anyway. */
export function Acts({ wave, report, onActed }: { wave: Wave; report: Report; onActed(): void }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const proposes = useMay('officer');
  const tries = useMay('officer', 'approver', 'auditor');
  const { state, revocationsStopped } = report;
  const { waveId } = wave;
  const unsettled = state === 'published' && wave.settledAt === undefined;
  if (!tries) return null;
  return (
    <section class="no-print" aria-labelledby="acts">
      <h2 id="acts">{say('acts')}</h2>
      {proposes && (state === 'closed' || state === 'selecting') && (
        <StartSelection waveId={waveId} failed={report.selection?.status === 'failed'} onActed={onActed} />
      )}
      <DryRun waveId={waveId} />
      {proposes && state === 'published' && !revocationsStopped && <Stop waveId={waveId} onProposed={onActed} />}
      {proposes && state === 'published' && revocationsStopped && (
        <ProposalForm
          heading={say('resume')}
          explanation={say('resumeBody')}
          button={say('propose')}
          body={() => ({ kind: 'resume-revocations', waveId })}
          onProposed={onActed}
        />
      )}
      {proposes && unsettled && <Hold waveId={waveId} onProposed={onActed} />}
      {proposes && !unsettled && state !== 'published' && <p class="quiet">{say('afterPublished')}</p>}
    </section>
  );
}

function Stop({ waveId, onProposed }: { waveId: string; onProposed(): void }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const words = saying(PROPOSING, language);
  const [reason, setReason] = useState('');
  return (
    <ProposalForm
      heading={say('stop')}
      explanation={say('stopBody')}
      button={say('propose')}
      body={() => ({ kind: 'stop-revocations', waveId, reason })}
      onProposed={onProposed}
    >
      {(faults) => (
        <ReasonField
          id="stop-reason"
          label={words('reason')}
          none={words('chooseReason')}
          reasons={STOP_REASONS}
          value={reason}
          fault={faults['reason']}
          language={language}
          onChoose={setReason}
        />
      )}
    </ProposalForm>
  );
}

function Hold({ waveId, onProposed }: { waveId: string; onProposed(): void }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const words = saying(PROPOSING, language);
  const [from, setFrom] = useState(wibField(serverNow()));
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  return (
    <ProposalForm
      heading={say('holdWave')}
      explanation={say('holdWaveBody')}
      button={say('propose')}
      body={() => ({ kind: 'hold-wave', waveId, from: instantOf(from), until: instantOf(until), reason })}
      onProposed={onProposed}
    >
      {(faults) => (
        <>
          <div class="fields">
            <InputField id="hold-from" kind="instant" label={words('from')} value={from} fault={faults['from']} onType={setFrom} />
            <InputField
              id="hold-until"
              kind="instant"
              label={words('until')}
              value={until}
              fault={faults['until']}
              onType={setUntil}
            />
          </div>
          <ReasonField
            id="hold-reason"
            label={words('reason')}
            none={words('chooseReason')}
            reasons={HOLD_REASONS}
            value={reason}
            fault={faults['reason']}
            language={language}
            onChoose={setReason}
          />
        </>
      )}
    </ProposalForm>
  );
}
