import { useState } from 'preact/hooks';
import { APPEAL_REASONS, type AppealReason, MOST_CHARACTERS } from '#shared/appeals/appeal-reasons.ts';
import { ask, type OwnRegistration, problemIn } from '#web/shared/api.ts';
import { RadioField, TextAreaField } from '#web/shared/fields.tsx';
import { instantText, numberText } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { APPEAL, APPEAL_DECISION_NAMES, APPEAL_REASON_NAMES } from './texts/appeal.ts';
import { useSending } from './use-sending.ts';

/** From here on one is told how many characters are left, at each of them. */
const FEW_LEFT = 50;

type Appeal = NonNullable<OwnRegistration['appeal']>;
export type AppealOfProps = { own: OwnRegistration; manageToken: string; language: Language };

/** The appeal against a refusal: what became of it, or a form to make one while there is time. */
export function AppealOf({ own, manageToken, language }: AppealOfProps) {
  const [made, setMade] = useState<Appeal>();
  const appeal = own.appeal ?? made;
  if (appeal) return <Standing appeal={appeal} justMade={made !== undefined} language={language} />;
  if (own.appealableUntil === undefined) return null;
  return <MakeAppeal {...{ own, manageToken, language }} until={own.appealableUntil} onMade={setMade} />;
}

function Standing({ appeal, justMade, language }: { appeal: Appeal; justMade: boolean; language: Language }) {
  const say = saying(APPEAL, language);
  const at = instantText(appeal.decidedAt ?? appeal.appealedAt, language);
  const why = appeal.decisionReason ? saying(APPEAL_DECISION_NAMES, language)(appeal.decisionReason) : '';
  return (
    <section aria-labelledby="own-appeal">
      {justMade ? <HeadingTold>{say('ownHeading')}</HeadingTold> : <h3 id="own-appeal">{say('ownHeading')}</h3>}
      <p>
        {appeal.state === 'open' && say('open', { at })}
        {appeal.state === 'granted' && say('granted', { at, why })}
        {appeal.state === 'dismissed' && say('dismissed', { at, why })}
      </p>
      <p class="quiet">
        {say('yourReason')}: {saying(APPEAL_REASON_NAMES, language)(appeal.reason)}
      </p>
    </section>
  );
}

type MakeAppealProps = AppealOfProps & { until: string; onMade(appeal: Appeal): void };

function MakeAppeal({ own, manageToken, until, language, onMade }: MakeAppealProps) {
  const say = saying(APPEAL, language);
  const reasonName = saying(APPEAL_REASON_NAMES, language);
  const { sending, start } = useSending();
  const [reason, setReason] = useState('');
  const [text, setText] = useState('');
  const [checked, setChecked] = useState(false);
  const left = MOST_CHARACTERS - text.length;
  const faults = {
    reason: reason === '' ? say('reasonMissing') : undefined,
    text: text.trim() === '' ? say('textMissing') : undefined,
  };
  const refused = sending.step === 'answered' && sending.reply.status !== 200 && sending.reply.status !== 201;
  const onItsWay = sending.step === 'sending' || sending.step === 'waiting';
  const send = async () => {
    const path = `/v1/waves/${own.waveId}/registration/appeal`;
    const body = JSON.stringify({ reason, text: text.trim() });
    const reply = await ask(path, language, { method: 'POST', token: manageToken, body });
    if (reply.status === 200 || reply.status === 201) {
      const { appealedAt } = reply.json as { appealedAt: string };
      onMade({ state: 'open', reason: reason as AppealReason, appealedAt });
    }
    return reply;
  };
  const submit = (event: Event) => {
    event.preventDefault();
    setChecked(true);
    const wrong = faults.reason ? 'appeal-reason' : faults.text ? 'appeal-text' : undefined;
    if (wrong) document.getElementById(wrong)?.focus();
    // Its wave has closed long ago: nothing has to be spread.
    else void start({ opensAt: own.registeredAt, closesAt: own.registeredAt }, send);
  };
  return (
    <section class="no-print" aria-labelledby="appeal">
      <h3 id="appeal">{say('heading')}</h3>
      <p>{say('body', { at: instantText(until, language) })}</p>
      <details>
        <summary>{say('begin')}</summary>
        <form onSubmit={submit} noValidate>
          <RadioField
            id="appeal-reason"
            label={say('reason')}
            fault={checked ? faults.reason : undefined}
            value={reason}
            choices={APPEAL_REASONS.map((value) => ({ value, text: reasonName(value) }))}
            onChoose={setReason}
          />
          <TextAreaField
            id="appeal-text"
            label={say('text')}
            hint={say('textHint')}
            fault={checked ? faults.text : undefined}
            remark={left <= FEW_LEFT ? say('left', { count: numberText(left, language) }) : undefined}
            value={text}
            most={MOST_CHARACTERS}
            onType={setText}
          />
          {refused && (
            <p class="fault" role="alert">
              {problemIn(sending.reply)?.title ?? say('refused')}
            </p>
          )}
          <p role="status">
            {sending.step === 'sending' && say('sending')}
            {sending.step === 'waiting' && say(sending.why === 'offline' ? 'offline' : 'busy')}
          </p>
          <button type="submit" class="button" disabled={onItsWay}>
            {say('send')}
          </button>
        </form>
      </details>
    </section>
  );
}

/** Where the focus goes when the appeal has been taken. */
function HeadingTold({ children }: { children: string }) {
  const heading = useFocus<HTMLHeadingElement>();
  return (
    <h3 id="own-appeal" tabindex={-1} ref={heading}>
      {children}
    </h3>
  );
}
