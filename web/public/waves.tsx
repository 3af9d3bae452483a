import { render } from 'preact';
import type { Wave } from '#web/shared/api.ts';
import { Fact } from '#web/shared/fact.tsx';
import { instantText, numberText } from '#web/shared/format.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { type Language, pageLanguage, saying } from '#web/shared/text.ts';
import { WAVES } from '#web/shared/texts/waves.ts';
import { stateNow, useWaves } from '#web/shared/waves.ts';
import { ALL_WAVES } from './texts/waves.ts';
import { useHash } from './use-hash.ts';
import { ALL, OneWave } from './waves/one-wave.tsx';

/** All waves, newest first, or the one that the address names. */
function AllWaves({ language }: { language: Language }) {
  const say = saying(ALL_WAVES, language);
  const sayOfWave = saying(WAVES, language);
  const known = useWaves(language);
  const chosen = useHash();
  if (known.state === 'loading') return <p class="quiet">{sayOfWave('loading')}</p>;
  if (known.state === 'failed') return <p role="alert">{sayOfWave('failed')}</p>;
  if (known.waves.length === 0) return <p>{sayOfWave('none')}</p>;
  const wave = known.waves.find(({ waveId }) => waveId === chosen);
  if (wave) return <OneWave key={wave.waveId} wave={wave} language={language} />;
  const newestFirst = [...known.waves].sort((left, right) => right.opensAt.localeCompare(left.opensAt));
  return (
    <>
      {chosen !== '' && chosen !== ALL && <p role="alert">{say('unknown')}</p>}
      <ul class="cards plain">
        {newestFirst.map((one) => (
          <Listed key={one.waveId} wave={one} language={language} />
        ))}
      </ul>
    </>
  );
}

function Listed({ wave, language }: { wave: Wave; language: Language }) {
  const say = saying(ALL_WAVES, language);
  const sayOfWave = saying(WAVES, language);
  const { waveId, number, opensAt, closesAt, places } = wave;
  const state = stateNow(wave, serverNow());
  return (
    <li class={`card ${state}`}>
      <p class="state">{sayOfWave(state)}</p>
      <h2>{sayOfWave('wave', { number })}</h2>
      <dl class="facts">
        <Fact term={say('dates')}>
          {say('fromTo', { from: instantText(opensAt, language), to: instantText(closesAt, language) })}
        </Fact>
        <Fact term={say('places')}>{numberText(places, language)}</Fact>
      </dl>
      <p>
        <a class="button second" href={`#${waveId}`}>
          {say('look', { number })}
        </a>
      </p>
    </li>
  );
}

const place = document.getElementById('waves');
if (place) {
  place.replaceChildren();
  render(<AllWaves language={pageLanguage()} />, place);
}
