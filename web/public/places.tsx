import { render } from 'preact';
import { certificateSchema, placesDocumentSchema } from '#shared/evidence/documents.ts';
import { CERTIFICATE_FILE, PLACES_FILE } from '#shared/evidence/evidence-names.ts';
import { yearOf } from '#shared/ledger/accounts.ts';
import type { Wave } from '#web/shared/api.ts';
import { PATHS } from '#web/shared/paths.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { type Language, pageLanguage, saying } from '#web/shared/text.ts';
import { WAVES } from '#web/shared/texts/waves.ts';
import { useWaves } from '#web/shared/waves.ts';
import { type Found, readEvidence, useReading } from './evidence.ts';
import { placesOfWave, type WavePlaces } from './places/wave-places.ts';
import { flowOf } from './places/year-flow.ts';
import { YearOfPlaces } from './places/year-of-places.tsx';
import { PLACES } from './texts/places.ts';
import { useHash } from './use-hash.ts';
import { keyOf } from './waves/files.ts';

/** The places of the year that the address names, or of the newest one with a wave. */
function Places({ language }: { language: Language }) {
  const say = saying(PLACES, language);
  const sayOfWave = saying(WAVES, language);
  const known = useWaves(language);
  const asked = useHash();
  if (known.state === 'loading') return <p class="quiet">{sayOfWave('loading')}</p>;
  if (known.state === 'failed') return <p role="alert">{sayOfWave('failed')}</p>;
  const years = yearsOf(known.waves);
  const year = /^\d{4}$/.test(asked) ? asked : (known.waves.map(yearOf).sort().at(-1) ?? (years[0] as string));
  const options = [...new Set([year, ...years])].sort().reverse();
  const waves = known.waves.filter((wave) => yearOf(wave) === year);
  return (
    <>
      <div class="field">
        <label for="year">{say('year')}</label>
        <select
          id="year"
          class="year"
          value={year}
          onChange={(event) => {
            location.hash = event.currentTarget.value;
          }}
        >
          {options.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
      </div>
      {waves.length === 0 ? <p>{say('none', { year })}</p> : <OneYear key={year} {...{ year, waves, language }} />}
    </>
  );
}

/** From the first wave's year to this one, or the last wave's. */
function yearsOf(waves: readonly Wave[]): string[] {
  const years = [...waves.map(yearOf), yearOf({ opensAt: new Date(serverNow()).toISOString() })].map(Number);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  return Array.from({ length: last - first + 1 }, (_, at) => String(first + at));
}

function OneYear({ year, waves, language }: { year: string; waves: readonly Wave[]; language: Language }) {
  const say = saying(PLACES, language);
  const inOrder = [...waves].sort((left, right) => left.opensAt.localeCompare(right.opensAt));
  const [read, again] = useReading(() => Promise.all(inOrder.map(readPlaces)), inOrder.map(keyOf).join('\n'));
  if (!read) return <p role="status">{say('reading', { count: waves.length })}</p>;
  return (
    <>
      {read.some(({ complete }) => !complete) && (
        <div class="warning" role="alert">
          <p>{say('unreachable')}</p>
          <button type="button" class="button second" onClick={again}>
            {say('again')}
          </button>
        </div>
      )}
      <YearOfPlaces flow={flowOf(read.map(({ places }) => places))} year={year} language={language} />
      <p class="quiet">
        {say('sources')} <a href={PATHS.waves[language]}>{say('toWaves')}</a>
      </p>
    </>
  );
}

/** One file says it all of a wave that is settled; before that it is the certificate, and the wave's own word about refills. */
async function readPlaces(wave: Wave): Promise<{ places: WavePlaces; complete: boolean }> {
  const { waveId, state, settledAt } = wave;
  const none = { state: 'absent' } as const;
  const settled = settledAt === undefined ? none : await readEvidence(waveId, PLACES_FILE, placesDocumentSchema);
  const needed = state === 'published' && settled.state !== 'read';
  const certificate = needed ? await readEvidence(waveId, CERTIFICATE_FILE, certificateSchema) : none;
  const isMissing = (due: boolean, { state }: Found<unknown>) => due && (state === 'absent' || state === 'unreachable');
  const complete = !isMissing(settledAt !== undefined, settled) && !isMissing(needed, certificate);
  return { places: placesOfWave(wave, certificate, settled), complete };
}

const place = document.getElementById('places');
if (place) {
  place.replaceChildren();
  render(<Places language={pageLanguage()} />, place);
}
