import { useState } from 'preact/hooks';
import { NotAsCertified, type PublishedListName } from '#shared/evidence/published-lists.ts';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { LIST_NAMES, WAVE } from '#web/officer/texts/wave.ts';
import type { Wave } from '#web/shared/api.ts';
import { saveFile } from '#web/shared/save-file.ts';
import { saying } from '#web/shared/text.ts';
import { certifiedFile } from './certified-file.ts';
import type { Report } from './use-report.ts';

type Saving =
  | { state: 'idle' }
  | { state: 'working'; done: number; of: number }
  | { state: 'saved' | 'unreachable' | 'no-certificate' }
  | { state: 'not-certified'; file: string };

/** What may be taken away: the report as it is, and the published lists as they were certified. */
export function Exports({ wave, report }: { wave: Wave; report: Report }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const saveReport = () => saveFile(`${wave.waveId}-report.json`, `${JSON.stringify(report, undefined, 2)}\n`, 'application/json');
  return (
    <section class="no-print" aria-labelledby="exports">
      <h2 id="exports">{say('exports')}</h2>
      <p>
        <button type="button" class="button second" onClick={saveReport}>
          {say('saveReport')}
        </button>
      </p>
      {report.state === 'published' && (
        <>
          <p>{say('exportsBody')}</p>
          {(['winners', 'exclusions', 'results'] as const).map((name) => (
            <SaveList key={name} waveId={wave.waveId} name={name} />
          ))}
        </>
      )}
    </section>
  );
}

function SaveList({ waveId, name }: { waveId: string; name: PublishedListName }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const [saving, setSaving] = useState<Saving>({ state: 'idle' });
  const save = async () => {
    if (saving.state === 'working') return;
    setSaving({ state: 'working', done: 0, of: 1 });
    try {
      const fetched = await certifiedFile(waveId, name, (done, of) => setSaving({ state: 'working', done, of }));
      if (fetched.outcome !== 'certified') return setSaving({ state: fetched.outcome });
      saveFile(`${waveId}-${name}.csv`, fetched.file, 'text/csv');
      setSaving({ state: 'saved' });
    } catch (error) {
      if (!(error instanceof NotAsCertified)) throw error;
      setSaving({ state: 'not-certified', file: error.file });
    }
  };
  return (
    <div class="export">
      <button type="button" class="button second" aria-disabled={saving.state === 'working'} onClick={() => void save()}>
        {say('saveList', { list: LIST_NAMES[name][language] })}
      </button>
      {saving.state === 'working' && <progress value={saving.done} max={saving.of} aria-label={LIST_NAMES[name][language]} />}
      <p role="status">
        {saving.state === 'saved' && say('savedAsCertified')}
        {saving.state === 'unreachable' && say('exportUnreachable')}
        {saving.state === 'no-certificate' && say('noCertificate')}
      </p>
      {saving.state === 'not-certified' && (
        <p class="fault" role="alert">
          {say('notCertified', { file: saving.file })}
        </p>
      )}
    </div>
  );
}
