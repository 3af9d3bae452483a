import type { ComponentChildren } from 'preact';
import { Refusal } from '#web/officer/refusal.tsx';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { PROPOSING } from '#web/officer/texts/proposing.ts';
import type { Reply } from '#web/shared/api.ts';
import { instantText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { faultsIn, useAct } from './use-act.ts';

export type Faults = Readonly<Record<string, string>>;

/**
 * Something that is proposed, and that somebody else decides: its fields, and what came of sending them.
 * @param props.body what is sent @param props.children the fields, told what the API has refused of each
 */
export function ProposalForm({
  heading,
  explanation,
  button,
  body,
  onProposed,
  children,
}: {
  heading: string;
  explanation: string;
  button: string;
  body(): object;
  onProposed?(): void;
  children?(faults: Faults): ComponentChildren;
}) {
  const { language } = useOfficer();
  const say = saying(PROPOSING, language);
  const { act, send, reset } = useAct();
  const submit = async (event: Event) => {
    event.preventDefault();
    await send('/v1/proposals', body());
    onProposed?.();
  };
  return (
    <details class="act">
      <summary>{heading}</summary>
      {act.state === 'done' ? (
        <Proposed reply={act.reply} onAnother={reset} />
      ) : (
        <form onSubmit={(event) => void submit(event)} noValidate aria-label={heading}>
          <p>{explanation}</p>
          {act.state === 'refused' && <Refusal reply={act.reply} language={language} />}
          {children?.(faultsIn(act))}
          <button type="submit" class="button" aria-disabled={act.state === 'sending'}>
            {act.state === 'sending'
              ? say('sending')
              : act.state === 'refused' && act.reply.status === undefined
                ? say('again')
                : button}
          </button>
        </form>
      )}
    </details>
  );
}

type Told = { proposalId: string; decideBy: string; state: string };

function Proposed({ reply, onAnother }: { reply: Reply; onAnother(): void }) {
  const { language } = useOfficer();
  const say = saying(PROPOSING, language);
  const heading = useFocus<HTMLHeadingElement>();
  const { proposalId, decideBy, state } = reply.json as Told;
  return (
    <section class="card selected">
      <h3 tabindex={-1} ref={heading}>
        {state === 'approved' ? say('approvedBefore') : say('proposed')}
      </h3>
      <p>
        {say('proposal')} <code>{proposalId}</code>
      </p>
      {state === 'pending' && <p>{say('decideBy', { at: instantText(decideBy, language) })}</p>}
      <p class="row">
        <a class="button second" href={PATHS.proposals[language]}>
          {say('toProposals')}
        </a>
        <button type="button" class="button second" onClick={onAnother}>
          {say('another')}
        </button>
      </p>
    </section>
  );
}
