import { useState } from 'preact/hooks';
import { APPEAL_STATES } from '#shared/appeals/appeal.ts';
import { Refusal } from '#web/officer/refusal.tsx';
import { showToOfficers, useOfficer } from '#web/officer/signed-in.tsx';
import { APPEAL_STATE_NAMES, APPEALS } from '#web/officer/texts/appeals.ts';
import { usePending } from '#web/officer/use-pending.ts';
import type { Wave } from '#web/shared/api.ts';
import { SelectField } from '#web/shared/fields.tsx';
import { saying } from '#web/shared/text.ts';
import { useWaves } from '#web/shared/waves.ts';
import { AppealList } from './appeal-list.tsx';
import { OneAppeal } from './one-appeal.tsx';
import { useAppeals } from './use-appeals.ts';

/** The appeals of a wave: which there are, what one of them says, and what is decided. */
function AppealsPage() {
  const { language } = useOfficer();
  const say = saying(APPEALS, language);
  const known = useWaves(language);
  const [chosen, choose] = useState(decodeURIComponent(location.hash.slice(1)));
  const [state, filter] = useState('');
  if (known.state === 'loading') return <p class="quiet">{say('loading')}</p>;
  if (known.state === 'failed') return <p role="alert">{say('wavesFailed')}</p>;
  const published = known.waves.filter((wave) => wave.state === 'published').reverse();
  const wave = published.find(({ waveId }) => waveId === chosen) ?? published[0];
  return (
    <>
      <p class="intro">{say('lead')}</p>
      {wave ? (
        <>
          <div class="row filter">
            <SelectField
              id="wave"
              label={say('wave')}
              value={wave.waveId}
              choices={published.map(({ waveId, number }) => ({ value: waveId, text: say('waveName', { number, waveId }) }))}
              onChoose={choose}
            />
            <SelectField
              id="state"
              label={say('state')}
              value={state}
              choices={[
                { value: '', text: say('allStates') },
                ...APPEAL_STATES.map((of) => ({ value: of, text: APPEAL_STATE_NAMES[of][language] })),
              ]}
              onChoose={filter}
            />
          </div>
          <OfWave key={`${wave.waveId} ${state}`} wave={wave} published={published} state={state} />
        </>
      ) : (
        <p>{say('noWaves')}</p>
      )}
    </>
  );
}

function OfWave({ wave, published, state }: { wave: Wave; published: readonly Wave[]; state: string }) {
  const { language } = useOfficer();
  const say = saying(APPEALS, language);
  const { listed, again, more, changed } = useAppeals(wave.waveId, state);
  const [shown, show] = useState<string>();
  const [proposals, proposed] = useState(0);
  const pending = usePending('grant-appeal', proposals);
  const waiting = new Set(pending.filter(({ waveId }) => waveId === wave.waveId).map(({ body }) => body['entryId']));
  if (listed.state === 'loading') return <p class="quiet">{say('loading')}</p>;
  if (listed.state === 'failed')
    return (
      <>
        <Refusal reply={listed.reply} language={language} />
        <button type="button" class="button second" onClick={() => void again()}>
          {say('again')}
        </button>
      </>
    );
  const appeal = listed.appeals.find(({ entryId }) => entryId === shown);
  return (
    <>
      <section aria-labelledby="list">
        <h2 id="list">{say('listHeading')}</h2>
        <AppealList waveId={wave.waveId} appeals={listed.appeals} waiting={waiting} onShow={show} />
        {listed.next !== undefined && (
          <button type="button" class="button second" onClick={() => void more(listed)}>
            {say('more')}
          </button>
        )}
      </section>
      {appeal && (
        <OneAppeal
          key={appeal.entryId}
          appeal={appeal}
          wave={wave}
          published={published}
          isWaiting={waiting.has(appeal.entryId)}
          onDecided={changed}
          onProposed={() => proposed((times) => times + 1)}
        />
      )}
    </>
  );
}

showToOfficers(AppealsPage);
