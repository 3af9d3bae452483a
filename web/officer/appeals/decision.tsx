import { useState } from 'preact/hooks';
import { DISMISSAL_REASONS, GRANT_REASONS } from '#shared/appeals/appeal-reasons.ts';
import { Refusal } from '#web/officer/refusal.tsx';
import { useMay, useOfficer } from '#web/officer/signed-in.tsx';
import { APPEALS, DECISION_REASON_NAMES } from '#web/officer/texts/appeals.ts';
import type { Proposal, Reply, Wave } from '#web/shared/api.ts';
import { SelectField } from '#web/shared/fields.tsx';
import { instantText, numberText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import type { OneAppealProps } from './one-appeal.tsx';
import type { Appeal } from './use-appeals.ts';

/** An appeal is dismissed by one officer, for good, or proposed to be granted. */
export function Decision(props: OneAppealProps) {
  const { appeal, isWaiting } = props;
  const { language } = useOfficer();
  const say = saying(APPEALS, language);
  const mayDecide = useMay('officer');
  const [dismissed, setDismissed] = useState(false);
  const [proposal, setProposal] = useState<Proposal>();
  if (dismissed) return <Told heading={say('dismissedHeading')}>{say('dismissed')}</Told>;
  if (proposal)
    return (
      <Told heading={say('grantedHeading')}>
        {proposal.state === 'pending' ? say('granted', { decideBy: instantText(proposal.decideBy, language) }) : say('grantDone')}{' '}
        <code>{proposal.proposalId}</code>. <a href={PATHS.proposals[language]}>{say('toProposals')}</a>
      </Told>
    );
  if (appeal.state !== 'open') return null;
  return (
    <>
      <h3>{say('decideHeading')}</h3>
      {!mayDecide && <p>{say('decideByOfficers')}</p>}
      {isWaiting && (
        <p>
          {say('grantWaits')} <a href={PATHS.proposals[language]}>{say('toProposals')}</a>
        </p>
      )}
      {mayDecide && (
        <div class="columns sides">
          <Grant
            appeal={appeal}
            wave={props.wave}
            published={props.published}
            onProposed={(made) => {
              setProposal(made);
              props.onProposed();
            }}
          />
          <Dismiss
            appeal={appeal}
            onDismissed={(changed) => {
              setDismissed(true);
              props.onDecided(changed);
            }}
          />
        </div>
      )}
    </>
  );
}

function Told({ heading, children }: { heading: string; children: preact.ComponentChildren }) {
  const place = useFocus<HTMLHeadingElement>();
  return (
    <div class="note">
      <h3 tabindex={-1} ref={place}>
        {heading}
      </h3>
      <p>{children}</p>
    </div>
  );
}

function Dismiss({ appeal: { waveId, entryId }, onDismissed }: { appeal: Appeal; onDismissed(appeal: Appeal): void }) {
  const { language, ask } = useOfficer();
  const say = saying(APPEALS, language);
  const [reason, setReason] = useState('');
  const [step, setStep] = useState<'choosing' | 'missing' | 'asked' | 'sending'>('choosing');
  const [refusal, setRefusal] = useState<Reply>();
  const back = () => {
    setStep('choosing');
    document.getElementById('dismissal')?.focus();
  };
  const send = async () => {
    setStep('sending');
    const body = JSON.stringify({ reason });
    const reply = await ask(`/v1/waves/${encodeURIComponent(waveId)}/appeals/${entryId}/dismissal`, { method: 'POST', body });
    if (reply.status === 200) return onDismissed(reply.json as Appeal);
    setRefusal(reply);
    back();
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        setStep(reason === '' ? 'missing' : 'asked');
      }}
    >
      <h4>{say('dismissHeading')}</h4>
      <p>{say('dismissLead')}</p>
      {refusal && <Refusal reply={refusal} language={language} />}
      <ReasonField
        id="dismissal"
        label={say('dismissReason')}
        value={reason}
        reasons={DISMISSAL_REASONS}
        isMissing={step === 'missing'}
        onChoose={(chosen) => {
          setReason(chosen);
          setStep('choosing');
        }}
      />
      {step === 'choosing' || step === 'missing' ? (
        <button type="submit" class="button second">
          {say('dismiss')}
        </button>
      ) : (
        <Sure isSending={step === 'sending'} onYes={() => void send()} onNo={back} />
      )}
    </form>
  );
}

function Sure({ isSending, onYes, onNo }: { isSending: boolean; onYes(): void; onNo(): void }) {
  const { language } = useOfficer();
  const say = saying(APPEALS, language);
  const place = useFocus<HTMLParagraphElement>();
  return (
    <div class="warning">
      <p tabindex={-1} ref={place}>
        {say('sure')}
      </p>
      <p class="row">
        <button type="button" class="button" disabled={isSending} onClick={onYes}>
          {say('dismissSure')}
        </button>
        <button type="button" class="button second" disabled={isSending} onClick={onNo}>
          {say('back')}
        </button>
      </p>
    </div>
  );
}

type GrantProps = Pick<OneAppealProps, 'appeal' | 'wave' | 'published'> & { onProposed(proposal: Proposal): void };

/** Of the appeal's own wave, or of a later one that is published: a draw that is going on is never disturbed. */
function Grant({ appeal, wave, published, onProposed }: GrantProps) {
  const { language, ask } = useOfficer();
  const say = saying(APPEALS, language);
  const remedies = published.filter(({ reserved = 0, opensAt }) => reserved > 0 && opensAt >= wave.opensAt).reverse();
  const [reason, setReason] = useState('');
  const [remedy, setRemedy] = useState<string>();
  const [isMissing, miss] = useState(false);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Reply>();
  const { waveId, entryId } = appeal;
  const remedyWaveId = remedy ?? remedies[0]?.waveId ?? waveId;
  const send = async (event: Event) => {
    event.preventDefault();
    if (reason === '') return miss(true);
    setSending(true);
    const body = { kind: 'grant-appeal', waveId, entryId, reason, ...(remedyWaveId !== waveId && { remedyWaveId }) };
    const reply = await ask('/v1/proposals', { method: 'POST', body: JSON.stringify(body) });
    if (reply.status === 202) return onProposed(reply.json as Proposal);
    setRefusal(reply);
    setSending(false);
  };
  return (
    <form noValidate onSubmit={(event) => void send(event)}>
      <h4>{say('grantHeading')}</h4>
      <p>{say('grantLead')}</p>
      {refusal && <Refusal reply={refusal} language={language} />}
      {remedies.length === 0 ? (
        <p>{say('noReserve')}</p>
      ) : (
        <>
          <ReasonField
            id="grant"
            label={say('grantReason')}
            value={reason}
            reasons={GRANT_REASONS}
            isMissing={isMissing}
            onChoose={(chosen) => {
              setReason(chosen);
              miss(false);
            }}
          />
          <SelectField
            id="remedy"
            label={say('grantWave')}
            value={remedyWaveId}
            choices={remedies.map((of) => ({
              value: of.waveId,
              text: say('grantWaveOf', reserveOf(of, numberText(of.reserved ?? 0, language))),
            }))}
            onChoose={setRemedy}
          />
          <button type="submit" class="button" disabled={isSending}>
            {say('grant')}
          </button>
        </>
      )}
    </form>
  );
}

function reserveOf({ number, waveId }: Wave, reserved: string) {
  return { number, waveId, reserved };
}

type ReasonFieldProps = {
  id: string;
  label: string;
  value: string;
  reasons: readonly (keyof typeof DECISION_REASON_NAMES)[];
  isMissing: boolean;
  onChoose(reason: string): void;
};

function ReasonField({ id, label, value, reasons, isMissing, onChoose }: ReasonFieldProps) {
  const { language } = useOfficer();
  const say = saying(APPEALS, language);
  return (
    <SelectField
      id={id}
      label={label}
      value={value}
      fault={isMissing ? say('reasonMissing') : undefined}
      choices={[
        { value: '', text: say('choose') },
        ...reasons.map((of) => ({ value: of, text: DECISION_REASON_NAMES[of][language] })),
      ]}
      onChoose={onChoose}
    />
  );
}
