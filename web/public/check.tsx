import { render } from 'preact';
import { useState } from 'preact/hooks';
import type { Wave } from '#web/shared/api.ts';
import { Fact } from '#web/shared/fact.tsx';
import { instantText, numberText } from '#web/shared/format.ts';
import { manageTokenIn, receiptIn } from '#web/shared/read-receipt.ts';
import { type Language, pageLanguage, saying } from '#web/shared/text.ts';
import { useWaves } from '#web/shared/waves.ts';
import { Findings } from './findings.tsx';
import { ReceiptCheck } from './receipt-check.tsx';
import { CHECK } from './texts/check.ts';
import { useRecount } from './use-recount.ts';

/** Signed files of a wave, by name below its evidence. */
const SIGNED = ['plan.json', 'commitment.json', 'draw.json', 'winners.csv', 'certificate.json'];

/** The wave that the address names, or the receipt that it brought, whose wave it is then. */
type CheckProps = { language: Language; script: string; asked: string; given: string | undefined };

function Check({ language, script, asked, given }: CheckProps) {
  const say = saying(CHECK, language);
  const known = useWaves(language);
  const [chosen, choose] = useState(asked);
  if (known.state === 'loading') return <p class="quiet">{say('loading')}</p>;
  if (known.state === 'failed') return <p role="alert">{say('failed')}</p>;
  const published = known.waves.filter(({ state }) => state === 'published').reverse();
  const wave = published.find(({ waveId }) => waveId === chosen) ?? published[0];
  if (!wave) return <p>{say('none')}</p>;
  return (
    <>
      {published.length > 1 && (
        <div class="field">
          <label for="wave">{say('choose')}</label>
          <select id="wave" value={wave.waveId} onChange={(event) => choose(event.currentTarget.value)}>
            {published.map(({ waveId, number }) => (
              <option key={waveId} value={waveId}>
                {say('wave', { number })} ({waveId})
              </option>
            ))}
          </select>
        </div>
      )}
      <OneWave key={wave.waveId} wave={wave} language={language} script={script} />
      <ReceiptCheck script={script} language={language} given={given} />
    </>
  );
}

function OneWave({ wave, language, script }: { wave: Wave; language: Language; script: string }) {
  const say = saying(CHECK, language);
  const [recount, start] = useRecount(script);
  const { waveId, number, places, closesAt, beacon, planHash } = wave;
  return (
    <>
      <section class="card" aria-labelledby="wave-facts">
        <h2 id="wave-facts">{say('wave', { number })}</h2>
        <dl class="facts">
          <Fact term={say('places')}>{numberText(places, language)}</Fact>
          <Fact term={say('closed')}>{instantText(closesAt, language)}</Fact>
          <Fact term={say('beacon')}>
            drand {beacon.chainName}
            {beacon.test && ` (${say('trial')})`}
          </Fact>
          <Fact term={say('fingerprint')}>
            <code>{planHash}</code>
          </Fact>
          <Fact term={say('files')}>
            <span class="row">
              {SIGNED.map((file) => (
                <a key={file} href={`/v1/waves/${waveId}/evidence/${file}`}>
                  {file}
                </a>
              ))}
            </span>
          </Fact>
        </dl>
        {recount.state !== 'working' && (
          <button type="button" class="button" onClick={() => start({ kind: 'recount', waveId })}>
            {say(recount.state === 'idle' ? 'start' : 'again')}
          </button>
        )}
        {recount.state === 'working' && (
          <div role="status">
            <p id="progress">{say('working', { done: recount.done, of: recount.of || '…' })}</p>
            <progress aria-labelledby="progress" max={recount.of || 1} value={recount.done} />
          </div>
        )}
      </section>
      {recount.state === 'told' && recount.news.kind === 'found' && (
        <Findings findings={recount.news.findings} language={language} />
      )}
      {recount.state === 'told' && recount.news.kind !== 'found' && (
        <p class="warning" role="alert">
          {say(recount.news.kind === 'unreachable' ? 'unreachable' : 'tooOld')}
        </p>
      )}
    </>
  );
}

const place = document.getElementById('check');
if (place) {
  place.replaceChildren();
  const found = receiptIn(location.hash);
  // Not into the history, nor into a picture of the screen. A key to a result is not for this page: it is taken away and told.
  const given = found || manageTokenIn(location.hash) ? location.hash : undefined;
  if (given !== undefined) history.replaceState(null, '', location.pathname);
  const asked = found?.waveId ?? decodeURIComponent(location.hash.slice(1));
  const script = place.dataset['worker'] ?? '';
  render(<Check language={pageLanguage()} script={script} asked={asked} given={given} />, place);
}
