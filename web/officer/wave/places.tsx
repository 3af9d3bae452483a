import { useOfficer } from '#web/officer/signed-in.tsx';
import { WAVE } from '#web/officer/texts/wave.ts';
import type { Wave } from '#web/shared/api.ts';
import { type Measure, TileGrid } from '#web/shared/charts/tile-grid.tsx';
import { saying } from '#web/shared/text.ts';
import type { Report } from './use-report.ts';

/** Places and entrants by province: as planned before the draw, and where they went after it. */
export function Places({ wave, report }: { wave: Wave; report: Report }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const { provinces, entrants } = report;
  const national = wave.byProvince === 'national';
  const each = <T,>(of: Readonly<Record<string, T>>, figure: (one: T) => number) =>
    Object.fromEntries(Object.entries(of).map(([code, one]) => [code, figure(one)]));
  const measures: Measure[] = [
    ...(wave.byProvince === 'national' ? [] : [{ name: say('planned'), of: wave.byProvince }]),
    ...(entrants ? [{ name: say('entrants'), of: each(entrants.byProvince, ({ total }) => total) }] : []),
    ...(provinces && !national
      ? [
          { name: say('awarded'), of: each(provinces, ({ awarded }) => awarded) },
          { name: say('unfilled'), of: each(provinces, ({ unfilled }) => unfilled) },
        ]
      : []),
  ];
  const [first, ...others] = measures;
  return (
    <section aria-labelledby="places">
      <h2 id="places">{say('byProvince')}</h2>
      {national && <p>{say('national')}</p>}
      {first && (
        <TileGrid
          id="measure"
          title={say('byProvince')}
          measures={[first, ...others]}
          fileName={`${wave.waveId}-provinces`}
          language={language}
        />
      )}
    </section>
  );
}
