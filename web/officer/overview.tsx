import { useCallback } from 'preact/hooks';
import type { ProposalDocument } from '#shared/desk/proposal.ts';
import { instantText, remainingText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { saying } from '#web/shared/text.ts';
import { useNow, useWaves } from '#web/shared/waves.ts';
import { describeProposal } from './describe-proposal.tsx';
import { usePending } from './plan/use-proposals.ts';
import { type PreflightAnswer, PreflightChecks } from './preflight.tsx';
import { Refusal } from './refusal.tsx';
import { showToOfficers, useMay, useOfficer } from './signed-in.tsx';
import { OVERVIEW } from './texts/overview.ts';
import { useLooking } from './use-looking.ts';
import { EarlierWaves, WavesNow } from './waves-now.tsx';

/** What goes on and what waits: waves, proposals, and whether the next opening has what it needs. */
function Overview() {
  const { language } = useOfficer();
  const say = saying(OVERVIEW, language);
  const mayLook = useMay('officer', 'approver', 'auditor');
  // The time of the last answer, not of the last second: before the first one this computer's clock may be hours off.
  useNow();
  const now = serverNow();
  const waves = useWaves(language);
  return (
    <div class="overview">
      <section aria-labelledby="waves">
        <h2 id="waves">{say('wavesHeading')}</h2>
        {waves.state === 'loading' && <p role="status">{say('loading')}</p>}
        {waves.state === 'failed' && <p class="warning">{say('wavesFailed')}</p>}
        {waves.state === 'known' && <WavesNow waves={waves.waves} now={now} language={language} />}
        <p>
          <a class="button second" href={PATHS.plan[language]}>
            {say('planNew')}
          </a>
        </p>
      </section>
      {mayLook ? (
        <div>
          <Desk now={now} />
          <Readiness />
        </div>
      ) : (
        <p class="quiet">{say('rolesOnly')}</p>
      )}
      {waves.state === 'known' && <EarlierWaves waves={waves.waves} now={now} language={language} />}
    </div>
  );
}

/** Whether what the opening of a wave needs is in place, with time enough for what is made ready before one. */
function Readiness() {
  const { ask, language } = useOfficer();
  const say = saying(OVERVIEW, language);
  const { reply, stale } = useLooking(useCallback(() => ask('/v1/preflight'), [ask]));
  return (
    <section aria-labelledby="preflight">
      <h2 id="preflight">{say('preflightHeading')}</h2>
      {!reply && <p role="status">{say('loading')}</p>}
      {stale && <p class="warning">{say('stale')}</p>}
      {reply?.status === 200 && <PreflightChecks answer={reply.json as PreflightAnswer} language={language} />}
      {reply && reply.status !== 200 && <Refusal reply={reply} language={language} />}
    </section>
  );
}

/** What waits for a decision: others' proposals, which one may decide, and the own ones, which wait for somebody else. */
function Desk({ now }: { now: number }) {
  const { session, language } = useOfficer();
  const { pending, refused, stale } = usePending();
  const say = saying(OVERVIEW, language);
  const mine = (pending ?? []).filter(({ proposedBy }) => proposedBy === session.subject);
  const others = (pending ?? []).filter(({ proposedBy }) => proposedBy !== session.subject);
  const list = (some: readonly ProposalDocument[]) => (
    <ul>
      {some.map((proposal) => (
        <li key={proposal.proposalId}>
          <a href={`${PATHS.proposals[language]}#${proposal.proposalId}`}>{describeProposal(proposal, language)}</a>
          <br />
          <span class="quiet">
            {say('proposedAt', { at: instantText(proposal.proposedAt, language) })}{' '}
            {say('decideIn', { left: remainingText(Date.parse(proposal.decideBy) - now, language) })}
          </span>
        </li>
      ))}
    </ul>
  );
  return (
    <section aria-labelledby="desk">
      <h2 id="desk">{pending ? say('deskHeading', { count: pending.length }) : say('desk')}</h2>
      {stale && <p class="warning">{say('stale')}</p>}
      {refused && <Refusal reply={refused} language={language} />}
      {!pending && !refused && <p role="status">{say('loading')}</p>}
      {pending?.length === 0 && <p>{say('noneWaits')}</p>}
      {others.length > 0 && (
        <>
          <h3>{say('fromOthers', { count: others.length })}</h3>
          {list(others)}
        </>
      )}
      {mine.length > 0 && (
        <>
          <h3>{say('fromYou', { count: mine.length })}</h3>
          {list(mine)}
        </>
      )}
    </section>
  );
}

showToOfficers(Overview);
