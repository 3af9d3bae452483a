import { useEffect, useState } from 'preact/hooks';
import { dayInWib, instant } from '#shared/clock.ts';
import { Refusal } from '#web/officer/refusal.tsx';
import { showToOfficers, useMay, useOfficer } from '#web/officer/signed-in.tsx';
import { LEDGER } from '#web/officer/texts/ledger.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { saying } from '#web/shared/text.ts';
import { useWaves } from '#web/shared/waves.ts';
import { GrantForm } from './grant-form.tsx';
import type { YearLedger } from './identities.ts';
import { PlaceForms } from './place-forms.tsx';
import { Totals } from './totals.tsx';
import { useAsked } from './use-asked.ts';
import { WaveLedgerPart } from './wave-ledger.tsx';
import { YearWaves } from './year-waves.tsx';

/** The ledger of a year: the one that the fragment names, or the latest in which a wave opens. */
function LedgerPage() {
  const { language } = useOfficer();
  const say = saying(LEDGER, language);
  const known = useWaves(language);
  const [asked, setAsked] = useState(fragmentYear);
  useEffect(() => {
    const changed = () => setAsked(fragmentYear());
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  if (known.state === 'loading') return <p class="quiet">{say('loading')}</p>;
  const opened = known.state === 'known' ? known.waves.map(({ opensAt }) => yearOf(opensAt)) : [];
  const years = [...new Set([...opened, ...(asked ? [asked] : []), yearOf(instant(serverNow()))])].sort();
  const year = asked ?? [...opened].sort().at(-1) ?? (years.at(-1) as string);
  return (
    <>
      <div class="row chooser no-print">
        <div class="field">
          <label for="year">{say('year')}</label>
          <select id="year" value={year} onChange={(event) => location.assign(`#${event.currentTarget.value}`)}>
            {years.map((of) => (
              <option key={of}>{of}</option>
            ))}
          </select>
        </div>
      </div>
      <OneYear key={year} year={year} />
    </>
  );
}

function OneYear({ year }: { year: string }) {
  const { language, ask } = useOfficer();
  const say = saying(LEDGER, language);
  const proposes = useMay('officer');
  const [ledger, askAgain, asking] = useAsked<YearLedger>(ask, `/v1/ledger/${year}`);
  if (ledger.state === 'loading') return <p class="quiet">{say('loading')}</p>;
  if (ledger.state === 'refused')
    return (
      <>
        <Refusal reply={ledger.reply} language={language} />
        {ledger.reply.status === 403 ? (
          <p>{say('whoReads')}</p>
        ) : (
          <button type="button" class="button" onClick={askAgain}>
            {say('again')}
          </button>
        )}
      </>
    );
  const of = ledger.json;
  return (
    <>
      <Totals ledger={of} asking={asking} onAskAgain={askAgain} />
      {of.waves.length > 0 && <YearWaves ledger={of} />}
      {of.waves.some(({ phase }) => phase !== 'granted-only') && <WaveLedgerPart year={of} />}
      {proposes && (
        <section class="no-print" aria-labelledby="acts">
          <h2 id="acts">{say('acts')}</h2>
          {of.inHand > 0 ? <GrantForm year={year} inHand={of.inHand} /> : <p class="quiet">{say('nothingInHand')}</p>}
          <PlaceForms waves={of.waves} />
        </section>
      )}
    </>
  );
}

/** The programme's year of an instant: that of its day in WIB. */
function yearOf(at: string): string {
  return dayInWib(at).slice(0, 4);
}

function fragmentYear(): string | undefined {
  return /^#(20\d\d)$/.exec(location.hash)?.[1];
}

showToOfficers(LedgerPage);
