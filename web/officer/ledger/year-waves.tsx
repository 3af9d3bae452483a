import { useOfficer } from '#web/officer/signed-in.tsx';
import { LEDGER, PHASE_NAMES } from '#web/officer/texts/ledger.ts';
import { ChartFigure } from '#web/shared/charts/chart-figure.tsx';
import { type Part, StackedBars } from '#web/shared/charts/stacked-bars.tsx';
import { numberText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { saying } from '#web/shared/text.ts';
import { undrawnOf, type WaveRow, type YearLedger } from './identities.ts';

/** Where the places of each wave of the year are now. */
export function YearWaves({ ledger: { year, waves } }: { ledger: YearLedger }) {
  const { language } = useOfficer();
  const say = saying(LEDGER, language);
  const parts: Part<WaveRow>[] = [
    { name: say('activated'), fill: 'solid', of: ({ activated }) => activated },
    { name: say('awaiting'), fill: 'hatched', of: ({ awaiting }) => awaiting },
    { name: say('returned'), fill: 'dotted', of: ({ returned }) => returned },
    { name: say('unfilled'), fill: 'crossed', of: ({ unfilled }) => unfilled },
    { name: say('undrawn'), fill: 'empty', of: undrawnOf },
  ];
  const numeric = (heading: string, value: (row: WaveRow) => number) => ({
    heading,
    numeric: true as const,
    cell: (row: WaveRow) => numberText(value(row), language),
    value,
  });
  return (
    <section aria-labelledby="waves">
      <h2 id="waves">{say('waves')}</h2>
      <ChartFigure
        title={say('wavesOf', { year })}
        rows={waves}
        columns={[
          { heading: say('wave'), cell: ({ waveId }) => waveId, value: ({ waveId }) => waveId },
          { heading: say('phase'), cell: ({ phase }) => PHASE_NAMES[phase][language], value: ({ phase }) => phase },
          {
            heading: say('fundedBy'),
            cell: ({ fundedBy }) => (fundedBy === 'recovery' ? say('byRecovery') : say('byDecree')),
            value: ({ fundedBy }) => fundedBy,
          },
          numeric(say('granted'), ({ granted }) => granted),
          numeric(say('awarded'), ({ awarded }) => awarded),
          numeric(say('awaiting'), ({ awaiting }) => awaiting),
          numeric(say('activated'), ({ activated }) => activated),
          numeric(say('returned'), ({ returned }) => returned),
          numeric(say('regranted'), ({ regranted }) => regranted),
          numeric(say('refilled'), ({ refilled }) => refilled),
          numeric(say('unfilled'), ({ unfilled }) => unfilled),
          numeric(say('undrawn'), undrawnOf),
        ]}
        keyOf={({ waveId }) => waveId}
        fileName={`ledger-${year}`}
        language={language}
      >
        <StackedBars
          rows={waves}
          parts={parts}
          keyOf={({ waveId }) => waveId}
          labelOf={({ waveId, phase, fundedBy }) => (
            <>
              {phase === 'granted-only' ? waveId : <a href={`${PATHS.wave[language]}#${waveId}`}>{waveId}</a>}{' '}
              <span class="quiet">
                {PHASE_NAMES[phase][language]}
                {fundedBy === 'recovery' && `, ${say('byRecovery')}`}
              </span>
            </>
          )}
          language={language}
        />
      </ChartFigure>
    </section>
  );
}
