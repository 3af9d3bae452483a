import { useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import type { ANSWERS } from '#shared/http/answers.ts';
import { Refusal } from '#web/officer/refusal.tsx';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { LEDGER } from '#web/officer/texts/ledger.ts';
import { type Measure, TileGrid } from '#web/shared/charts/tile-grid.tsx';
import { numberText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import type { YearLedger } from './identities.ts';
import { useAsked } from './use-asked.ts';

type WaveLedger = z.infer<typeof ANSWERS.WaveLedger>;
const ACCOUNTS = ['granted', 'reserved', 'awarded', 'activated', 'returned', 'unfilled'] as const;
type Account = (typeof ACCOUNTS)[number];
/** What isn't a province's: the pot of a wave without provinces, and what is kept for appeals. */
const NATIONAL = 'national';

/** One wave of the year, account by account and province by province, read from its journals when the year is. */
export function WaveLedgerPart({ year: { waves }, year }: { year: YearLedger }) {
  const { language } = useOfficer();
  const say = saying(LEDGER, language);
  const [waveId, choose] = useState('');
  return (
    <section aria-labelledby="by-province">
      <h2 id="by-province">{say('byProvince')}</h2>
      <div class="field no-print">
        <label for="ledger-wave">{say('wave')}</label>
        <select id="ledger-wave" value={waveId} onChange={(event) => choose(event.currentTarget.value)}>
          <option value="">{say('chooseWave')}</option>
          {waves
            .filter(({ phase }) => phase !== 'granted-only')
            .map((of) => (
              <option key={of.waveId}>{of.waveId}</option>
            ))}
        </select>
      </div>
      {waveId !== '' && <OneWave key={waveId} waveId={waveId} year={year} />}
    </section>
  );
}

function OneWave({ waveId, year }: { waveId: string; year: YearLedger }) {
  const { language, ask } = useOfficer();
  const say = saying(LEDGER, language);
  const [ledger, askAgain] = useAsked<WaveLedger>(ask, `/v1/waves/${encodeURIComponent(waveId)}/ledger`, year);
  if (ledger.state === 'loading') return <p class="quiet">{say('loading')}</p>;
  if (ledger.state === 'refused')
    return (
      <>
        <Refusal reply={ledger.reply} language={language} />
        <button type="button" class="button" onClick={askAgain}>
          {say('again')}
        </button>
      </>
    );
  const { places, provinces } = ledger.json;
  const { [NATIONAL]: national, ...byProvince } = provinces;
  const names = accountNames(say);
  const measure = (account: Account): Measure => ({
    name: names[account],
    of: Object.fromEntries(Object.entries(byProvince).map(([code, of]) => [code, of[account]])),
  });
  return (
    <>
      <dl class="figures" aria-label={say('now', { waveId })}>
        {ACCOUNTS.map((account) => (
          <div key={account}>
            <dt>{names[account]}</dt>
            <dd>{numberText(places[account], language)}</dd>
          </div>
        ))}
      </dl>
      {Object.keys(byProvince).length > 0 && (
        <TileGrid
          id="account"
          title={say('now', { waveId })}
          measures={[measure('awarded'), measure('granted'), measure('activated'), measure('returned'), measure('unfilled')]}
          fileName={`${waveId}-ledger`}
          language={language}
        />
      )}
      {national && <p class="quiet">{say('national')}</p>}
    </>
  );
}

function accountNames(say: ReturnType<typeof saying<typeof LEDGER>>): Record<Account, string> {
  return {
    granted: say('toBeDrawn'),
    reserved: say('reserved'),
    awarded: say('awaiting'),
    activated: say('activated'),
    returned: say('inHandOfWave'),
    unfilled: say('unfilled'),
  };
}
