import type { Wave } from '#web/shared/api.ts';
import { instantText, numberText, remainingText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { Table } from '#web/shared/table.tsx';
import { type Language, saying } from '#web/shared/text.ts';
import { stateNow } from '#web/shared/waves.ts';
import { OVERVIEW } from './texts/overview.ts';

type WavesProps = { waves: readonly Wave[]; now: number; language: Language };

/** Waves with something still to come, the soonest opening first: what each is doing, and what happens next. */
export function WavesNow({ waves, now, language }: WavesProps) {
  const say = saying(OVERVIEW, language);
  const current = waves.filter((wave) => !isOver(wave)).sort((left, right) => left.opensAt.localeCompare(right.opensAt));
  if (current.length === 0) return <p>{say('noneNow')}</p>;
  return (
    <div class="cards waves-now">
      {current.map((wave) => (
        <WaveCard key={wave.waveId} wave={wave} now={now} language={language} />
      ))}
    </div>
  );
}

function WaveCard({ wave, now, language }: { wave: Wave; now: number; language: Language }) {
  const say = saying(OVERVIEW, language);
  const state = stateNow(wave, now);
  const facts = [
    [say('opensAt'), instantText(wave.opensAt, language)],
    [say('closesAt'), instantText(wave.closesAt, language)],
    [say('places'), numberText(wave.places, language)],
  ] as const;
  return (
    <article class={state === 'open' ? 'card open' : 'card'}>
      <h3>
        <a href={`${PATHS.wave[language]}#${wave.waveId}`}>{say('wave', { number: wave.number })}</a>{' '}
        <span class="quiet">{wave.waveId}</span>
      </h3>
      <p class="state">{say(state)}</p>
      <p class="countdown small">{nextOf(wave, now, language)}</p>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {(state === 'announced' || state === 'open') && (
        <p>
          <a href={`${PATHS.plan[language]}#${wave.waveId}`}>{state === 'open' ? say('extend') : say('amend')}</a>
        </p>
      )}
    </article>
  );
}

/** The next thing that happens with a wave. */
function nextOf(wave: Wave, now: number, language: Language): string {
  const say = saying(OVERVIEW, language);
  const until = (at: string) => ({ left: remainingText(Date.parse(at) - now, language) });
  switch (stateNow(wave, now)) {
    case 'announced':
      return say('opensIn', until(wave.opensAt));
    case 'open':
      return say('closesIn', until(wave.closesAt));
    case 'closed':
      return say('startsSoon');
    case 'selecting':
      return Date.parse(wave.beacon.at) > now ? say('beaconIn', until(wave.beacon.at)) : say('drawing');
    case 'published':
      return wave.deadline !== undefined && Date.parse(wave.deadline) > now
        ? say('deadlineIn', until(wave.deadline))
        : say('settling');
  }
}

/** Waves whose places are all used or have come back, the last one first. */
export function EarlierWaves({ waves, language }: WavesProps) {
  const say = saying(OVERVIEW, language);
  const earlier = waves.filter(isOver).sort((left, right) => right.number - left.number);
  if (earlier.length === 0) return null;
  return (
    <section class="all" aria-labelledby="earlier">
      <h2 id="earlier">{say('earlierHeading')}</h2>
      <Table
        caption={say('earlierHeading')}
        columns={[
          {
            heading: say('waveHeading'),
            cell: ({ waveId, number }) => <a href={`${PATHS.wave[language]}#${waveId}`}>{say('wave', { number })}</a>,
          },
          { heading: say('closesAt'), cell: ({ closesAt }) => instantText(closesAt, language) },
          { heading: say('settledAt'), cell: ({ settledAt = '' }) => instantText(settledAt, language) },
          { heading: say('places'), cell: ({ places }) => numberText(places, language), numeric: true },
        ]}
        rows={earlier}
        keyOf={({ waveId }) => waveId}
      />
    </section>
  );
}

function isOver({ settledAt }: Wave): boolean {
  return settledAt !== undefined;
}
