import { render } from 'preact';
import { useState } from 'preact/hooks';
import { problemIn } from '#web/shared/api.ts';
import { manageTokenIn } from '#web/shared/read-receipt.ts';
import { type Language, pageLanguage, saying } from '#web/shared/text.ts';
import { WAVES } from '#web/shared/texts/waves.ts';
import { useNow, useWaves } from '#web/shared/waves.ts';
import { Join } from './join.tsx';
import { keptReceipts } from './kept.ts';
import { OwnResult } from './own-result.tsx';
import { KeepReceipt } from './receipt.tsx';
import { RESULT } from './texts/result.ts';
import { useOwn } from './use-own.ts';

type Key = { manageToken: string; waveId: string };

/** The own result, by the key in the address, on the phone, in a file, or pasted. */
function Result({ language, given }: { language: Language; given: Key | undefined }) {
  const say = saying(RESULT, language);
  const [kept] = useState(keptReceipts);
  const [key, setKey] = useState<Key | undefined>(given ?? kept[0]);
  if (!key) return <FindKey language={language} onFound={setKey} />;
  return (
    <>
      {kept.length > 1 && (
        <fieldset class="field">
          <legend>{say('heading')}</legend>
          {kept.map((one) => (
            <label key={one.entryId} class="choice">
              <input type="radio" name="kept" checked={one.manageToken === key.manageToken} onChange={() => setKey(one)} />
              {saying(WAVES, language)('wave', { number: one.number })}
            </label>
          ))}
        </fieldset>
      )}
      <OwnOf key={key.manageToken} of={key} language={language} />
      <details class="no-print">
        <summary>{say('another')}</summary>
        <FindKey language={language} onFound={setKey} />
      </details>
    </>
  );
}

function OwnOf({ of, language }: { of: Key; language: Language }) {
  const say = saying(RESULT, language);
  const known = useWaves(language);
  const now = useNow();
  const waves = known.state === 'known' ? known.waves : [];
  const wave = waves.find(({ waveId }) => waveId === of.waveId);
  const own = useOwn(of, wave, language);
  if (own.state === 'loading') return <p class="quiet">{say('loading')}</p>;
  if (own.state === 'unreachable') return <p role="alert">{say('unreachable')}</p>;
  if (own.state === 'refused') {
    return (
      <section class="card refused" role="alert">
        <h2>{say('problemHeading')}</h2>
        <p>{own.reply.status === 401 ? say('problemUnknown') : (problemIn(own.reply)?.title ?? say('problemUnknown'))}</p>
      </section>
    );
  }
  const kept = keptReceipts();
  const receipt = kept.find(({ entryId }) => entryId === own.own.entryId);
  const decided = !['registered', 'selected', 'already-a-recipient'].includes(own.own.state);
  const mayJoin = decided && own.own.place === undefined;
  const joined = [of.waveId, ...kept.map(({ waveId }) => waveId)];
  return (
    <>
      <OwnResult own={own.own} manageToken={of.manageToken} wave={wave} language={language} now={now} />
      {mayJoin && <Join manageToken={of.manageToken} {...{ waves, joined, language, now }} keeps={receipt !== undefined} />}
      {receipt && (
        <details>
          <summary>{say('receiptHere')}</summary>
          <KeepReceipt registration={receipt} language={language} />
        </details>
      )}
    </>
  );
}

/** A key from a file or a pasted text. Neither leaves this page but as the header of a question to our API. */
function FindKey({ language, onFound }: { language: Language; onFound(key: Key): void }) {
  const say = saying(RESULT, language);
  const [pasted, setPasted] = useState('');
  const [failed, setFailed] = useState(false);
  const take = (text: string) => {
    const key = manageTokenIn(text);
    setFailed(!key);
    if (key) onFound(key);
  };
  return (
    <section aria-labelledby="find">
      <h2 id="find">{say('find')}</h2>
      <p>{say('findBody')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          take(pasted);
        }}
      >
        <div class={failed ? 'field wrong' : 'field'}>
          <label for="file">{say('openFile')}</label>
          <input
            id="file"
            type="file"
            accept=".txt,text/plain"
            onChange={(event) => void event.currentTarget.files?.[0]?.text().then(take)}
          />
        </div>
        <div class={failed ? 'field wrong' : 'field'}>
          <label for="key">{say('paste')}</label>
          {failed && (
            <p class="fault" id="key-fault" role="alert">
              {say('notAKey')}
            </p>
          )}
          <textarea
            id="key"
            rows={3}
            value={pasted}
            aria-describedby={failed ? 'key-fault' : undefined}
            onInput={(event) => setPasted(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="button">
          {say('open')}
        </button>
      </form>
      <p class="quiet">{say('lost')}</p>
    </section>
  );
}

const place = document.getElementById('own');
if (place) {
  const given = manageTokenIn(location.hash);
  // Not into the history, nor into a picture of the screen.
  if (given) history.replaceState(null, '', location.pathname);
  place.replaceChildren();
  render(<Result language={pageLanguage()} given={given} />, place);
}
