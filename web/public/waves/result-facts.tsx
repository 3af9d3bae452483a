import type { Certificate, Commitment } from '#shared/evidence/documents.ts';
import {
  ATTEMPTS_FILE,
  AUDIT_HEADS_FILE,
  CERTIFICATE_FILE,
  COMMITMENT_FILE,
  PLACES_FILE,
  refillFile,
  refillWinnersFile,
  WINNERS_FILE,
} from '#shared/evidence/evidence-names.ts';
import { NATIONAL } from '#shared/selection/province-places.ts';
import type { Wave } from '#web/shared/api.ts';
import { Fact } from '#web/shared/fact.tsx';
import { instantText, numberText } from '#web/shared/format.ts';
import { Table } from '#web/shared/table.tsx';
import { type Language, saying } from '#web/shared/text.ts';
import { documentOf } from '../evidence.ts';
import { provinceName } from '../names.ts';
import { sumOfPots } from '../places/wave-places.ts';
import { ALL_WAVES } from '../texts/waves.ts';
import { FileLinks } from './file-links.tsx';
import type { WaveFiles } from './files.ts';

type ResultProps = { wave: Wave; files: WaveFiles; language: Language };

/** What the certificate says, and what became of the places since. */
export function ResultFacts({ wave, files, language }: ResultProps) {
  const say = saying(ALL_WAVES, language);
  const certificate = documentOf(files[CERTIFICATE_FILE]);
  const commitment = documentOf(files[COMMITMENT_FILE]);
  const { waveId, deadline, settledAt, refilled = [] } = wave;
  const ended = refilled.flatMap(({ endedAt }, at) => (endedAt === undefined ? [] : [at + 1]));
  const signed = [
    ...(certificate ? [CERTIFICATE_FILE, WINNERS_FILE, AUDIT_HEADS_FILE] : []),
    ...ended.map(refillFile),
    ...(settledAt === undefined ? [] : [PLACES_FILE]),
  ];
  // Each is named with its digest by the signed file of its refill.
  const named = ended.map(refillWinnersFile);
  return (
    <section class="card" aria-labelledby="result">
      <h3 id="result">{say('resultHeading')}</h3>
      <dl class="facts">
        {certificate && (
          <>
            <Fact term={say('awarded')}>{numberText(certificate.awarded, language)}</Fact>
            <Fact term={say('unfilled')}>{numberText(certificate.unfilled, language)}</Fact>
          </>
        )}
        {refilled.map(({ places, awarded }, at) => (
          <Fact key={refillFile(at + 1)} term={say('refillNumber', { number: at + 1 })}>
            {awarded === undefined
              ? say('refillUnderWay', { places: numberText(places, language) })
              : say('refillDone', { places: numberText(places, language), awarded: numberText(awarded, language) })}
          </Fact>
        ))}
        {deadline !== undefined && <Fact term={say('deadline')}>{instantText(deadline, language)}</Fact>}
        <Fact term={say('settled')}>{settledText(wave, files, language)}</Fact>
      </dl>
      {certificate && <Provinces certificate={certificate} commitment={commitment} language={language} />}
      <FileLinks waveId={waveId} files={[...signed, ...named]} unsigned={named} language={language} />
    </section>
  );
}

function settledText({ settledAt }: Wave, files: WaveFiles, language: Language): string {
  const say = saying(ALL_WAVES, language);
  if (settledAt === undefined) return say('settledNot');
  const at = instantText(settledAt, language);
  const places = documentOf(files[PLACES_FILE]);
  if (!places) return at;
  const sum = (name: 'activated' | 'returned' | 'unfilled') =>
    numberText(sumOfPots(Object.values(places.provinces), name), language);
  return say('settledAs', { at, activated: sum('activated'), returned: sum('returned'), unfilled: sum('unfilled') });
}

/** Province by province: what the plan gave, who took part, who was selected. */
function Provinces({
  certificate,
  commitment,
  language,
}: {
  certificate: Certificate;
  commitment: Commitment | undefined;
  language: Language;
}) {
  const say = saying(ALL_WAVES, language);
  const entrantsOf = (pot: string) =>
    pot === NATIONAL ? commitment?.entrants.total : (commitment?.entrants.byProvince[pot]?.total ?? 0);
  const rows = Object.entries(certificate.provinces);
  const number = (heading: string, of: (row: (typeof rows)[number]) => number | undefined) => ({
    heading,
    numeric: true as const,
    cell: (row: (typeof rows)[number]) => {
      const count = of(row);
      return count === undefined ? '–' : numberText(count, language);
    },
  });
  return (
    <details open={rows.length <= 8}>
      <summary>{say('byProvince')}</summary>
      <Table
        caption={say('byProvince')}
        columns={[
          { heading: say('province'), cell: ([pot]) => (pot === NATIONAL ? say('national') : provinceName(pot)) },
          number(say('places'), ([, { places }]) => places),
          number(say('entrants'), ([pot]) => entrantsOf(pot)),
          number(say('awarded'), ([, { awarded }]) => awarded),
          number(say('spilledIn'), ([, { spilledIn }]) => spilledIn),
          number(say('unfilled'), ([, { unfilled }]) => unfilled),
        ]}
        rows={rows}
        keyOf={([pot]) => pot}
      />
    </details>
  );
}

const BEGUN_BY = { schedule: 'schedule', officer: 'officer' } as const;
const OUTCOMES = { published: 'succeeded', failed: 'failed', 'timed-out': 'timedOut', aborted: 'aborted' } as const;

/** Every run of the selection, also one that failed. */
export function Attempts({ waveId, files, language }: { waveId: string; files: WaveFiles; language: Language }) {
  const say = saying(ALL_WAVES, language);
  const attempts = documentOf(files[ATTEMPTS_FILE]);
  if (!attempts || attempts.length === 0) return null;
  const published = attempts.some(({ outcome }) => outcome === 'published');
  return (
    <div class="card">
      <h3>{say('attempts')}</h3>
      <Table
        caption={say('attempts')}
        columns={[
          { heading: say('attempt'), cell: ({ attempt }) => attempt },
          { heading: say('began'), cell: ({ beganAt }) => instantText(beganAt, language) },
          { heading: say('begunBy'), cell: ({ begunBy }) => say(BEGUN_BY[begunBy]) },
          { heading: say('outcome'), cell: ({ outcome }) => say(outcome === undefined ? 'running' : OUTCOMES[outcome]) },
        ]}
        rows={attempts}
        keyOf={({ attempt }) => String(attempt)}
      />
      <FileLinks waveId={waveId} files={[ATTEMPTS_FILE]} unsigned={published ? [] : [ATTEMPTS_FILE]} language={language} />
    </div>
  );
}
