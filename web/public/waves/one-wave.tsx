import type { SelectionRates } from '#shared/evidence/documents.ts';
import { SELECTION_RATES_FILE } from '#shared/evidence/evidence-names.ts';
import type { Wave } from '#web/shared/api.ts';
import { PATHS } from '#web/shared/paths.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { WAVES } from '#web/shared/texts/waves.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { stateNow } from '#web/shared/waves.ts';
import { documentOf, useReading } from '../evidence.ts';
import { ALL_WAVES } from '../texts/waves.ts';
import { CommitmentFacts, DrawFacts } from './draw-facts.tsx';
import { keyOf, readWave, type WaveFiles } from './files.ts';
import { isIncomplete, misfitsOf } from './fits.ts';
import { PlanFacts } from './plan-facts.tsx';
import { Attempts, ResultFacts } from './result-facts.tsx';

/** Behind the `#` where a wave's id stands otherwise: the list. No wave has such an id. */
export const ALL = '_';

/** All that is public of one wave, with the file behind each statement. */
export function OneWave({ wave, language }: { wave: Wave; language: Language }) {
  const say = saying(ALL_WAVES, language);
  const sayOfWave = saying(WAVES, language);
  const heading = useFocus<HTMLHeadingElement>();
  const [files, again] = useReading(() => readWave(wave), keyOf(wave));
  return (
    <article class="flow">
      <div>
        <p>
          <a href={`#${ALL}`}>{say('back')}</a>
        </p>
        <h2 tabindex={-1} ref={heading}>
          {sayOfWave('wave', { number: wave.number })} ({wave.waveId})
        </h2>
        <p class="state">{sayOfWave(stateNow(wave, serverNow()))}</p>
      </div>
      {files ? <Told wave={wave} files={files} language={language} again={again} /> : <p role="status">{say('loadingFiles')}</p>}
    </article>
  );
}

type ToldProps = { wave: Wave; files: WaveFiles; language: Language; again(): void };

function Told({ wave, files, language, again }: ToldProps) {
  const say = saying(ALL_WAVES, language);
  const { waveId, state } = wave;
  const rates = documentOf(files[SELECTION_RATES_FILE]);
  return (
    <>
      {isIncomplete(files) && (
        <div class="warning" role="alert">
          <p>{say('unreachable')}</p>
          <button type="button" class="button second" onClick={again}>
            {say('again')}
          </button>
        </div>
      )}
      <Fit wave={wave} files={files} language={language} />
      <PlanFacts wave={wave} files={files} language={language} />
      <CommitmentFacts waveId={waveId} files={files} language={language} />
      <DrawFacts waveId={waveId} files={files} language={language} />
      {state === 'published' && <ResultFacts wave={wave} files={files} language={language} />}
      {rates && <Rates rates={rates} language={language} />}
      <Attempts waveId={waveId} files={files} language={language} />
    </>
  );
}

/** The chart and what draws it are loaded for whoever looks at a wave that is drawn. */
function Rates(props: { rates: SelectionRates; language: Language }) {
  const [chart, again] = useReading(() => import('./rates-chart.tsx').catch(() => 'unreachable' as const), props.rates.waveId);
  const say = saying(ALL_WAVES, props.language);
  if (chart === undefined) return null;
  if (chart !== 'unreachable') return <chart.RatesChart {...props} />;
  return (
    <div class="warning" role="alert">
      <p>{say('unreachable')}</p>
      <button type="button" class="button second" onClick={again}>
        {say('again')}
      </button>
    </div>
  );
}

const FAULTS = { absent: 'absent', unreadable: 'unreadable', differs: 'differs' } as const;

/** Whether the files that the page has read anyway fit together, and where the whole is recounted. */
function Fit({ wave, files, language }: Omit<ToldProps, 'again'>) {
  const say = saying(ALL_WAVES, language);
  const misfits = misfitsOf(wave, files);
  const recount = wave.state === 'published' && (
    <p>
      <a class="button second" href={`${PATHS.check[language]}#${wave.waveId}`}>
        {say('recount')}
      </a>
    </p>
  );
  if (misfits.length === 0) {
    if (wave.state !== 'published' || isIncomplete(files)) return null;
    return (
      <div class="note">
        <p>{say('fits')}</p>
        {recount}
      </div>
    );
  }
  return (
    <div class="summary" role="alert">
      <p>
        <strong>{say('misfit')}</strong>
      </p>
      <ul>
        {misfits.map(({ file, fault }) => (
          <li key={file}>{say(FAULTS[fault], { file })}</li>
        ))}
      </ul>
      {recount}
    </div>
  );
}
