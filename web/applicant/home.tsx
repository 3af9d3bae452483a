import { render } from 'preact';
import type { Wave } from '#web/shared/api.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type Language, pageLanguage, saying } from '#web/shared/text.ts';
import { WAVES } from '#web/shared/texts/waves.ts';
import { stateNow, useNow, useWaves } from '#web/shared/waves.ts';
import { keptReceipts } from './kept.ts';
import { WaveCard } from './wave-card.tsx';

/** What a visitor looks for first: where one can apply, what opens soon, what is being drawn, results. */
const ORDER: readonly Wave['state'][] = ['open', 'announced', 'selecting', 'closed', 'published'];
/** Published waves that are shown at once; the others stand behind a heading. */
const RECENT = 1;

function WavesNow({ language }: { language: Language }) {
  const say = saying(WAVES, language);
  const known = useWaves(language);
  const now = useNow();
  if (known.state === 'loading') return <p class="quiet">{say('loading')}</p>;
  if (known.state === 'failed') return <p role="alert">{say('failed')}</p>;
  const rank = (wave: Wave) => ORDER.indexOf(stateNow(wave, now));
  const sorted = [...known.waves].sort((left, right) => rank(left) - rank(right) || right.opensAt.localeCompare(left.opensAt));
  const published = sorted.filter(({ state }) => state === 'published');
  const shown = [...sorted.filter(({ state }) => state !== 'published'), ...published.slice(0, RECENT)];
  const earlier = published.slice(RECENT);
  return (
    <>
      {keptReceipts().length > 0 && (
        <p class="note">
          {say('savedHere')} <a href={PATHS.result[language]}>{say('seeResult')}</a>
        </p>
      )}
      {shown.length === 0 && <p>{say('none')}</p>}
      <div class="cards">
        {shown.map((wave) => (
          <WaveCard key={wave.waveId} wave={wave} now={now} language={language} />
        ))}
      </div>
      {earlier.length > 0 && (
        <details>
          <summary>{say('earlier')}</summary>
          <div class="cards">
            {earlier.map((wave) => (
              <WaveCard key={wave.waveId} wave={wave} now={now} language={language} />
            ))}
          </div>
        </details>
      )}
    </>
  );
}

const place = document.getElementById('waves');
if (place) {
  place.replaceChildren();
  render(<WavesNow language={pageLanguage()} />, place);
}
