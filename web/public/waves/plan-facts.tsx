import { PLAN_FILE, planVersionFile } from '#shared/evidence/evidence-names.ts';
import type { Wave } from '#web/shared/api.ts';
import { Fact } from '#web/shared/fact.tsx';
import { dayText, instantText, numberText } from '#web/shared/format.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { Table } from '#web/shared/table.tsx';
import { type Language, saying } from '#web/shared/text.ts';
import { OCCUPATION_NAMES } from '#web/shared/texts/occupations.ts';
import { stateNow } from '#web/shared/waves.ts';
import { documentOf } from '../evidence.ts';
import { provinceName } from '../names.ts';
import { percentText } from '../percent.ts';
import { ALL_WAVES, WHO } from '../texts/waves.ts';
import { FileLinks } from './file-links.tsx';
import type { WaveFiles } from './files.ts';

type PlanProps = { wave: Wave; files: WaveFiles; language: Language };

/** The plan in plain words. */
export function PlanFacts({ wave, files, language }: PlanProps) {
  const say = saying(ALL_WAVES, language);
  const { waveId, opensAt, closesAt, planHash, beacon, reserved, refills } = wave;
  const state = stateNow(wave, serverNow());
  const signed = planFiles(wave);
  return (
    <section class="card" aria-labelledby="plan">
      <h3 id="plan">{say('planHeading')}</h3>
      <dl class="facts">
        <Fact term={say('opens')}>{instantText(opensAt, language)}</Fact>
        <Fact term={say('closes')}>{instantText(closesAt, language)}</Fact>
        <Fact term={say('places')}>
          {placesText(wave, language)}
          {wave.byProvince !== 'national' && <p class="hint">{say(wave.spillOver ? 'spillOver' : 'noSpillOver')}</p>}
        </Fact>
        <Fact term={say('funded')}>{say(wave.fundedBy === 'recovery' ? 'fundedByRecovery' : 'fundedByDecree')}</Fact>
        <Fact term={say('reserved')}>{reserved === undefined ? say('reservedNot') : numberText(reserved, language)}</Fact>
        <Fact term={say('priority')}>{priorityText(wave, language)}</Fact>
        <Fact term={say('refills')}>{refills === undefined ? say('refillsNone') : say('refillsUpTo', { count: refills })}</Fact>
        <Fact term={say('rules')}>
          <ul class="plain">
            {whoCan(wave, language).map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </Fact>
        <Fact term={say('beacon')}>
          {say('beaconAt', { chain: beacon.chainName, at: instantText(beacon.at, language) })}
          {beacon.test && <p class="hint">{say('trial')}</p>}
        </Fact>
        <Fact term={say('versions')}>
          <Versions wave={wave} files={files} language={language} />
        </Fact>
        <Fact term={say('fingerprint')}>
          <code>{planHash}</code>
        </Fact>
      </dl>
      {wave.byProvince !== 'national' && <PlacesByProvince byProvince={wave.byProvince} language={language} />}
      <FileLinks waveId={waveId} files={signed} unsigned={state === 'announced' ? signed : []} language={language} />
    </section>
  );
}

function PlacesByProvince({ byProvince, language }: { byProvince: Readonly<Record<string, number>>; language: Language }) {
  const say = saying(ALL_WAVES, language);
  return (
    <details>
      <summary>{say('placesByProvince')}</summary>
      <Table
        caption={say('placesByProvince')}
        columns={[
          { heading: say('province'), cell: ([code]) => provinceName(code) },
          { heading: say('places'), cell: ([, places]) => numberText(places, language), numeric: true },
        ]}
        rows={Object.entries(byProvince)}
        keyOf={([code]) => code}
      />
    </details>
  );
}

/** `plan.json` is written and signed when the selection begins, its versions from the opening on; before that they are served, and have no signature. */
function planFiles({ version, state }: Wave): string[] {
  const versions = Array.from({ length: version }, (_, at) => planVersionFile(at + 1));
  return state === 'selecting' || state === 'published' ? [PLAN_FILE, ...versions] : versions;
}

function placesText({ places, byProvince }: Wave, language: Language): string {
  const say = saying(ALL_WAVES, language);
  const inAll = numberText(places, language);
  return byProvince === 'national'
    ? say('placesNational', { places: inAll })
    : say('placesProvinces', { places: inAll, count: Object.keys(byProvince).length });
}

function priorityText({ priority }: Wave, language: Language): string {
  const say = saying(ALL_WAVES, language);
  if (!priority) return say('priorityNone');
  const first = say('priorityLaidOff', { percent: percentText(priority.perMille / 1000, language) });
  return priority.lists ? `${first} (${say('priorityLists', { lists: priority.lists.join(', ') })})` : first;
}

/** The rules of a plan as sentences about who can take part. */
function whoCan({ rules, lists = [] }: Wave, language: Language): string[] {
  const say = saying(WHO, language);
  const { minimumAge: from, maximumAge: to, barredOccupations } = rules;
  const barred = barredOccupations.map((occupation) => OCCUPATION_NAMES[occupation][language]);
  return [
    to === undefined ? say('ageFrom', { from }) : say('ageBetween', { from, to }),
    ...(rules.formalEducation === 'refused' ? [say('noEducation')] : []),
    ...(barred.length > 0 ? [say('noOccupation', { occupations: barred.join(', ') })] : []),
    ...lists.map(({ list, kind, asOf }) =>
      say(kind === 'priority' ? 'onList' : 'noList', { list, day: dayText(`${asOf}T00:00:00+07:00`, language) }),
    ),
    say('never'),
    say('household'),
    ...(rules.civilRegistry ? [say('registry')] : []),
  ];
}

/** Each version with its closing; an earlier one as its file says it. */
function Versions({ wave, files, language }: PlanProps) {
  const say = saying(ALL_WAVES, language);
  if (wave.version === 1) return <>{say('versionOne')}</>;
  const versions = [...files.earlier.map(documentOf), wave];
  return (
    <ol class="plain">
      {versions.map((plan, at) => {
        const last = at === versions.length - 1;
        const closing = plan ? instantText(plan.closesAt, language) : '…';
        return (
          <li key={planVersionFile(at + 1)}>
            {say(last ? 'versionThis' : 'version', { version: at + 1, at: closing })}
            {plan?.supersedes && `, ${say('extended', { at: instantText(plan.supersedes.at, language) })}`}
          </li>
        );
      })}
    </ol>
  );
}
