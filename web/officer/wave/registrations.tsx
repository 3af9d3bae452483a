import { useMemo } from 'preact/hooks';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { WAVE } from '#web/officer/texts/wave.ts';
import type { Wave } from '#web/shared/api.ts';
import { ChartFigure } from '#web/shared/charts/chart-figure.tsx';
import { LineChart } from '#web/shared/charts/line-chart.tsx';
import { clockText, numberText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import { type Look, ratesOf } from './rates.ts';
import type { Report } from './use-report.ts';

/** How many have registered, and how many a minute since the page was opened. */
export function Registrations({ wave, report, looks }: { wave: Wave; report: Report; looks: readonly Look[] }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const { registered, entrants, places, awarded, unfilled, registryPending } = report;
  const number = (of: number) => numberText(of, language);
  const figures: [string, string][] = [
    [registered.estimated ? say('registeredAbout') : say('registered'), number(registered.count)],
    [say('places'), number(places)],
    ...(entrants ? [[say('entrants'), number(entrants.total)] as [string, string]] : []),
    ...(entrants && wave.priority ? [[say('entrantsPriority'), number(entrants.priority)] as [string, string]] : []),
    ...(registryPending === undefined ? [] : [[say('registryPending'), number(registryPending)] as [string, string]]),
    ...(awarded === undefined ? [] : [[say('awarded'), number(awarded)] as [string, string]]),
    ...(unfilled === undefined ? [] : [[say('unfilled'), number(unfilled)] as [string, string]]),
  ];
  return (
    <section aria-labelledby="registrations">
      <h2 id="registrations">{say('registrations')}</h2>
      <dl class="figures">
        {figures.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {registered.estimated && <p class="quiet">{say('estimated')}</p>}
      {(report.state === 'open' || report.state === 'announced') && <PerMinute waveId={wave.waveId} looks={looks} />}
    </section>
  );
}

function PerMinute({ waveId, looks }: { waveId: string; looks: readonly Look[] }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const rates = useMemo(() => ratesOf(looks), [looks]);
  const last = rates.at(-1);
  if (!last) return <p class="quiet">{say('rateSoon')}</p>;
  const estimated = looks.at(-1)?.estimated ?? false;
  return (
    <ChartFigure
      title={estimated ? say('perMinuteAbout') : say('perMinute')}
      rows={rates}
      columns={[
        { heading: say('time'), cell: ({ at }) => clockText(at, language), value: ({ at }) => new Date(at).toISOString() },
        {
          heading: say('perMinute'),
          numeric: true,
          cell: ({ perMinute }) => numberText(perMinute, language),
          value: ({ perMinute }) => perMinute,
        },
      ]}
      keyOf={({ at }) => String(at)}
      fileName={`${waveId}-per-minute`}
      language={language}
    >
      <LineChart
        points={rates.map(({ at, perMinute }) => ({ x: at, y: perMinute }))}
        label={say('perMinuteNow', { count: numberText(last.perMinute, language) })}
        xText={(at) => clockText(at, language)}
        yText={(of) => numberText(of, language)}
      />
      <p class="quiet">{say('sinceOpened')}</p>
    </ChartFigure>
  );
}
