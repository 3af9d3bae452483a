import { useState } from 'preact/hooks';
import { RULES } from '#shared/eligibility/rules.ts';
import { Refusal } from '#web/officer/refusal.tsx';
import { useMay, useOfficer } from '#web/officer/signed-in.tsx';
import {
  APPEAL_REASON_NAMES,
  APPEAL_STATE_NAMES,
  APPEALED_NAMES,
  APPEALS,
  DECISION_REASON_NAMES,
} from '#web/officer/texts/appeals.ts';
import type { AppealShown, Reply, Wave } from '#web/shared/api.ts';
import { Fact } from '#web/shared/fact.tsx';
import { instantText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { Decision } from './decision.tsx';
import type { Appeal } from './use-appeals.ts';

export type OneAppealProps = {
  appeal: Appeal;
  wave: Wave;
  published: readonly Wave[];
  /** It is proposed to be granted, and nobody has decided that. */
  isWaiting: boolean;
  onDecided(appeal: Appeal): void;
  onProposed(): void;
};

/** One appeal: what is known of it, what was written when somebody wants it opened, and the decision. */
export function OneAppeal(props: OneAppealProps) {
  const { appeal } = props;
  const { language } = useOfficer();
  const say = saying(APPEALS, language);
  const heading = useFocus<HTMLHeadingElement>();
  const { entryId, state, appealedAt, result, rule, reason, decidedAt, decisionReason, remedyWaveId } = appeal;
  return (
    <section class="card open" aria-labelledby="appeal">
      <h2 id="appeal" tabindex={-1} ref={heading}>
        {say('oneHeading', { start: entryId.slice(0, 8) })}
      </h2>
      <dl class="facts">
        <Fact term={say('entry')}>
          <code>{entryId}</code>
        </Fact>
        <Fact term={say('state')}>{APPEAL_STATE_NAMES[state][language]}</Fact>
        <Fact term={say('appealedAt')}>{instantText(appealedAt, language)}</Fact>
        <Fact term={say('appealed')}>{APPEALED_NAMES[result][language]}</Fact>
        {rule && (
          <Fact term={say('rule')}>
            <code>{rule}</code> ({RULES[rule].source})
          </Fact>
        )}
        {rule && <Fact term={say('toldAppellant')}>{RULES[rule].refusal[language]}</Fact>}
        <Fact term={say('reason')}>{APPEAL_REASON_NAMES[reason][language]}</Fact>
        {decidedAt && <Fact term={say('decidedAt')}>{instantText(decidedAt, language)}</Fact>}
        {decisionReason && <Fact term={say('decisionReason')}>{DECISION_REASON_NAMES[decisionReason][language]}</Fact>}
        {remedyWaveId && <Fact term={say('placeOf')}>{remedyWaveId}</Fact>}
      </dl>
      <Words appeal={appeal} />
      <Decision {...props} />
    </section>
  );
}

/** What was written: opened by an explicit press that says so, and never kept. */
function Words({ appeal: { waveId, entryId } }: { appeal: Appeal }) {
  const { language, ask } = useOfficer();
  const say = saying(APPEALS, language);
  const mayOpen = useMay('officer', 'approver');
  const [opened, setOpened] = useState<Reply>();
  const open = async () => setOpened(await ask(`/v1/waves/${encodeURIComponent(waveId)}/appeals/${entryId}`));
  return (
    <div class="part">
      <h3>{say('wordsHeading')}</h3>
      {!mayOpen && <p>{say('wordsNotYours')}</p>}
      {opened?.status === 200 && <Text text={(opened.json as AppealShown).text} />}
      {opened && opened.status !== 200 && <Refusal reply={opened} language={language} />}
      {mayOpen && opened?.status !== 200 && (
        <>
          <p>{say('wordsSealed')}</p>
          <button type="button" class="button second" onClick={() => void open()}>
            {say('wordsOpen')}
          </button>
        </>
      )}
    </div>
  );
}

function Text({ text }: { text: string | undefined }) {
  const { language } = useOfficer();
  const say = saying(APPEALS, language);
  const place = useFocus<HTMLQuoteElement>();
  return text === undefined ? (
    <p role="status">{say('wordsErased')}</p>
  ) : (
    <blockquote class="words" tabindex={-1} ref={place}>
      {text}
    </blockquote>
  );
}
