import { useOfficer } from '#web/officer/signed-in.tsx';
import { LEDGER, TOTAL_NAMES } from '#web/officer/texts/ledger.ts';
import { numberText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import { identitiesOf, type Side, totalsThatDiffer, type YearLedger } from './identities.ts';

/** The year in figures, and the sums that must be the same at every moment, reckoned here from what the API says. */
export function Totals({ ledger, asking, onAskAgain }: { ledger: YearLedger; asking: boolean; onAskAgain(): void }) {
  const { language } = useOfficer();
  const say = saying(LEDGER, language);
  const identities = identitiesOf(ledger);
  const differ = totalsThatDiffer(ledger);
  const holds = differ.length === 0 && identities.every((identity) => identity.holds);
  const figures = [
    'decreed',
    'awarded',
    'awaiting',
    'activated',
    'returned',
    'regranted',
    'inHand',
    'unfilled',
    'undrawn',
  ] as const;
  return (
    <section aria-labelledby="totals">
      <h2 id="totals">{say('totals', { year: ledger.year })}</h2>
      <dl class="figures">
        {figures.map((name) => (
          <div key={name}>
            <dt>{TOTAL_NAMES[name][language]}</dt>
            <dd>{numberText(ledger[name], language)}</dd>
          </div>
        ))}
      </dl>
      <h3>{say('sums')}</h3>
      {holds ? (
        <p class="done">{say('addsUp')}</p>
      ) : (
        <p class="warning" role="alert">
          {say('doesNotAddUp')}
        </p>
      )}
      <ul class="findings">
        {identities.map(({ left, right, holds: is }) => (
          <li key={left.map(({ name }) => name).join()} class={is ? 'right' : 'wrong'}>
            <Sum side={left} /> {is ? '=' : '≠'} <Sum side={right} /> <span class="mark">({is ? say('holds') : say('fails')})</span>
          </li>
        ))}
        <li class={differ.length === 0 ? 'right' : 'wrong'}>
          {differ.length === 0
            ? say('rowsAddUp')
            : say('rowsDiffer', { totals: differ.map((name) => TOTAL_NAMES[name][language]).join(', ') })}
        </li>
      </ul>
      <button type="button" class="button second no-print" aria-disabled={asking} onClick={onAskAgain}>
        {asking ? say('loading') : say('lookNow')}
      </button>
    </section>
  );
}

function Sum({ side }: { side: Side }) {
  const { language } = useOfficer();
  return <>{side.map(({ name, places }) => `${TOTAL_NAMES[name][language]} ${numberText(places, language)}`).join(' + ')}</>;
}
