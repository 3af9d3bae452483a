import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ProposalDocument } from '#shared/desk/proposal.ts';
import type { Wave } from '#web/shared/api.ts';
import { RadioField } from '#web/shared/fields.tsx';
import { serverNow } from '#web/shared/server-clock.ts';
import { saying } from '#web/shared/text.ts';
import { useNow } from '#web/shared/waves.ts';
import { Refusal } from '../refusal.tsx';
import { showToOfficers, useOfficer } from '../signed-in.tsx';
import { PROPOSALS } from '../texts/proposals.ts';
import { useLooking } from '../use-looking.ts';
import { DecidedCard } from './decided-card.tsx';
import { PendingCard } from './pending-card.tsx';
import { type Filter, useDecided, usePending } from './use-proposals.ts';

/** A browser keeps the list of waves for five seconds. */
const WAVES_KEPT_MS = 6_000;
const FILTERS: readonly Filter[] = ['all', 'approved', 'rejected', 'expired'];

/** What is proposed: first what waits for a decision, then what was decided. */
function ProposalsPage() {
  const { language, ask } = useOfficer();
  const say = saying(PROPOSALS, language);
  // The time of the last answer, not of the last second: before the first one this computer's clock may be hours off.
  useNow();
  const now = serverNow();
  const { pending, refused, stale, look } = usePending();
  const { reply: waves, look: lookAtWaves } = useLooking(useCallback(() => ask('/v1/waves'), [ask]));
  const present = (waves?.status === 200 ? (waves.json as { waves: Wave[] }).waves : undefined) ?? [];
  // A card stays after its decision, so that what came of it can be read.
  const [answered, setAnswered] = useState<readonly ProposalDocument[]>([]);
  const named = location.hash.slice(1);

  if (refused || (waves && waves.status !== 200))
    return (
      <>
        <Refusal reply={refused ?? waves ?? { status: undefined }} language={language} />
        <button type="button" class="button" onClick={() => void Promise.all([look(), lookAtWaves()])}>
          {say('tryAgain')}
        </button>
      </>
    );
  // Without the waves a plan could not be held against the one in force.
  if (!pending || !waves) return <p role="status">{say('loading')}</p>;
  const waiting = new Set(pending.map(({ proposalId }) => proposalId));
  const shown = [...pending, ...answered.filter(({ proposalId }) => !waiting.has(proposalId))].sort((left, right) =>
    left.proposedAt.localeCompare(right.proposedAt),
  );
  return (
    <div class="proposals">
      <p class="quiet">{say('intro')}</p>
      {stale && <p class="warning">{say('stale')}</p>}
      <h2>{say('pendingHeading', { count: pending.length })}</h2>
      {shown.length === 0 && <p>{say('nonePending')}</p>}
      {shown.map((proposal) => (
        <PendingCard
          key={proposal.proposalId}
          proposal={proposal}
          present={present.find(({ waveId }) => waveId === proposal.waveId)}
          now={now}
          named={proposal.proposalId === named}
          onAnswered={(one) => {
            setAnswered((before) => [...before.filter(({ proposalId }) => proposalId !== one.proposalId), one]);
            void look();
            // What else is proposed for the same wave is held against its new plan.
            window.setTimeout(() => void lookAtWaves(), WAVES_KEPT_MS);
          }}
        />
      ))}
      <DecidedOnes named={waiting.has(named) ? '' : named} />
    </div>
  );
}

function DecidedOnes({ named }: { named: string }) {
  const { language } = useOfficer();
  const say = saying(PROPOSALS, language);
  const [filter, setFilter] = useState<Filter>('all');
  const { loaded, next, begun, refused, more } = useDecided(filter);
  const one = useNamed(named);
  useEffect(() => {
    if (!begun) void more();
  }, [filter]);
  const others = loaded.filter(({ proposalId }) => proposalId !== one?.proposalId);
  return (
    <section aria-labelledby="decided">
      <h2 id="decided">{say('decidedHeading')}</h2>
      <RadioField
        id="filter"
        label={say('filter')}
        value={filter}
        choices={FILTERS.map((value) => ({ value, text: say(value) }))}
        onChoose={(chosen) => setFilter(chosen as Filter)}
      />
      {one && <DecidedCard key={one.proposalId} proposal={one} named />}
      {others.map((proposal) => (
        <DecidedCard key={proposal.proposalId} proposal={proposal} named={false} />
      ))}
      {refused && <Refusal reply={refused} language={language} />}
      <p role="status">{begun && endText(loaded.length, next !== undefined, say)}</p>
      {(next !== undefined || refused) && (
        <button type="button" class="button second" onClick={() => void more()}>
          {say('more')}
        </button>
      )}
    </section>
  );
}

function endText(count: number, more: boolean, say: ReturnType<typeof saying<typeof PROPOSALS>>): string {
  if (count === 0) return say(more ? 'noneLoaded' : 'noneDecided');
  return more ? '' : say('allLoaded');
}

/** The proposal that the address names, where it doesn't wait any more. */
function useNamed(named: string): ProposalDocument | undefined {
  const { ask } = useOfficer();
  const [one, setOne] = useState<ProposalDocument>();
  useEffect(() => {
    if (!/^[0-9a-f]{32}$/.test(named)) return;
    void ask(`/v1/proposals/${named}`).then(({ status, json }) => {
      const document = json as ProposalDocument;
      if (status === 200 && document.state !== 'pending') setOne(document);
    });
  }, [named, ask]);
  return one;
}

showToOfficers(ProposalsPage);
