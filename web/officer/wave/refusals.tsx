import { RULE_NAMES, RULES, type RuleName } from '#shared/eligibility/rules.ts';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { RULE_LABELS, WAVE } from '#web/officer/texts/wave.ts';
import { BarList } from '#web/shared/charts/bar-list.tsx';
import { ChartFigure } from '#web/shared/charts/chart-figure.tsx';
import { numberText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';

/** How many each rule has refused, as committed; the first rule that refuses somebody is the one that is counted. */
export function Refusals({ waveId, exclusions }: { waveId: string; exclusions: Readonly<Record<string, number>> }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const rows = RULE_NAMES.filter((name) => exclusions[name] !== undefined).map((rule) => ({ rule, count: exclusions[rule] ?? 0 }));
  const label = (rule: RuleName) => RULE_LABELS[rule][language];
  return (
    <section aria-labelledby="refusals">
      <h2 id="refusals">{say('refusals')}</h2>
      <ChartFigure
        title={say('refusalsByRule')}
        rows={rows}
        columns={[
          { heading: say('rule'), cell: ({ rule }) => label(rule), value: ({ rule }) => rule },
          { heading: say('source'), cell: ({ rule }) => RULES[rule].source, value: ({ rule }) => RULES[rule].source },
          {
            heading: say('refused'),
            numeric: true,
            cell: ({ count }) => numberText(count, language),
            value: ({ count }) => count,
          },
        ]}
        keyOf={({ rule }) => rule}
        fileName={`${waveId}-refusals`}
        language={language}
      >
        <BarList
          bars={rows.map(({ rule, count }) => ({
            key: rule,
            value: count,
            label: (
              <>
                {label(rule)} <span class="quiet">({RULES[rule].source})</span>
              </>
            ),
          }))}
          language={language}
        />
      </ChartFigure>
    </section>
  );
}
