import { useEffect, useState } from 'preact/hooks';
import { Refusal } from '#web/officer/refusal.tsx';
import { showToOfficers, useOfficer } from '#web/officer/signed-in.tsx';
import { WAVE, WAVE_STATES } from '#web/officer/texts/wave.ts';
import type { Wave } from '#web/shared/api.ts';
import { instantText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import { stateNow, useNow, useWaves } from '#web/shared/waves.ts';
import { Acts } from './acts.tsx';
import { Exports } from './exports.tsx';
import { Now } from './now.tsx';
import { Places } from './places.tsx';
import { Refusals } from './refusals.tsx';
import { Registrations } from './registrations.tsx';
import { Steps } from './steps.tsx';
import { useReport } from './use-report.ts';

/** A wave as it runs: the one that the fragment names, or a list of all to choose from. */
function WavePage() {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const known = useWaves(language);
  const waveId = useFragment();
  if (known.state === 'loading') return <p class="quiet">{say('loading')}</p>;
  if (known.state === 'failed') return <p role="alert">{say('failed')}</p>;
  const wave = known.waves.find((of) => of.waveId === waveId);
  if (wave) return <OneWave key={waveId} wave={wave} waves={known.waves} />;
  return (
    <>
      {waveId !== '' && <p role="alert">{say('unknown')}</p>}
      <WaveList waves={known.waves} />
    </>
  );
}

function WaveList({ waves }: { waves: readonly Wave[] }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const now = useNow();
  if (waves.length === 0) return <p>{say('none')}</p>;
  return (
    <section aria-labelledby="which">
      <h2 id="which">{say('choose')}</h2>
      <ul class="waves">
        {[...waves].reverse().map((wave) => (
          <li key={wave.waveId}>
            <a href={`#${wave.waveId}`}>
              {say('wave', { number: wave.number })} ({wave.waveId})
            </a>
            <span class="state">{WAVE_STATES[stateNow(wave, now)][language]}</span>
            <span class="quiet">{instantText(wave.opensAt, language)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OneWave({ wave, waves }: { wave: Wave; waves: readonly Wave[] }) {
  const { language, ask } = useOfficer();
  const say = saying(WAVE, language);
  const [{ report, looks, failed }, look] = useReport(ask, wave.waveId);
  return (
    <>
      <div class="row chooser no-print">
        <div class="field">
          <label for="wave">{say('choose')}</label>
          <select id="wave" value={wave.waveId} onChange={(event) => location.assign(`#${event.currentTarget.value}`)}>
            {[...waves].reverse().map(({ waveId, number }) => (
              <option key={waveId} value={waveId}>
                {say('wave', { number })} ({waveId})
              </option>
            ))}
          </select>
        </div>
        <button type="button" class="button second" onClick={look}>
          {say('lookNow')}
        </button>
      </div>
      {failed && (
        <>
          <Refusal reply={failed} language={language} />
          {report && <p class="quiet">{say('stale')}</p>}
        </>
      )}
      {!report && !failed && <p class="quiet">{say('loading')}</p>}
      {report && (
        <>
          <Now wave={wave} report={report} />
          <Registrations wave={wave} report={report} looks={looks} />
          {report.selection && <Steps selection={report.selection} now={report} />}
          {report.exclusions && <Refusals waveId={wave.waveId} exclusions={report.exclusions} />}
          <Places wave={wave} report={report} />
          <Acts wave={wave} report={report} onActed={look} />
          <Exports wave={wave} report={report} />
        </>
      )}
    </>
  );
}

function useFragment(): string {
  const read = () => decodeURIComponent(location.hash.slice(1));
  const [fragment, setFragment] = useState(read);
  useEffect(() => {
    const changed = () => setFragment(read());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return fragment;
}

showToOfficers(WavePage);
