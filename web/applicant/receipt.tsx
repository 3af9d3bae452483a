import { useEffect, useState } from 'preact/hooks';
import type { Wave } from '#web/shared/api.ts';
import { Fact } from '#web/shared/fact.tsx';
import { instantText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { saveFile } from '#web/shared/save-file.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { forgetReceipt, type KeptReceipt, keepReceipt, keptReceipts } from './kept.ts';
import { QrCode } from './qr-code.tsx';
import { checkAddress, receiptFile, resultAddress } from './receipt-text.ts';
import { RECEIPT } from './texts/receipt.ts';
import { RESULT } from './texts/result.ts';

export type ReceiptProps = { registration: KeptReceipt; wave?: Wave | undefined; language: Language };

/** The registration has just been taken: that it was, and the receipt to keep. */
export function Receipt({ registration, wave, language }: ReceiptProps) {
  const say = saying(RECEIPT, language);
  const heading = useFocus<HTMLHeadingElement>();
  return (
    <article class="card receipt">
      <h2 tabindex={-1} ref={heading} class="done">
        {say('registered')}
      </h2>
      <ReceiptFacts registration={registration} language={language} />
      <KeepReceipt registration={registration} language={language} />
      {wave && (
        <section aria-labelledby="next">
          <h3 id="next">{say('next')}</h3>
          <ul>
            <li>{say('nextClosing', { at: instantText(wave.closesAt, language) })}</li>
            <li>{say('nextDraw', { at: instantText(wave.beacon.at, language) })}</li>
            <li>{say('nextTold')}</li>
          </ul>
        </section>
      )}
      <p class="no-print">
        <a class="button second" href={`${PATHS.result[language]}#${registration.manageToken}`}>
          {saying(RESULT, language)('heading')}
        </a>
      </p>
    </article>
  );
}

function ReceiptFacts({ registration, language }: ReceiptProps) {
  const say = saying(RECEIPT, language);
  const { number, registeredAt, entryId } = registration;
  return (
    <>
      <dl class="facts">
        <Fact term={say('wave')}>{number}</Fact>
        <Fact term={say('registeredAt')}>{instantText(registeredAt, language)}</Fact>
        <Fact term={say('entry')}>
          <code>{entryId}</code>
        </Fact>
      </dl>
      <p class="hint">{say('entryHint')}</p>
    </>
  );
}

/** The ways to keep a receipt: on this phone, as a file, on paper, by another phone's camera. */
export function KeepReceipt({ registration, language }: ReceiptProps) {
  const say = saying(RECEIPT, language);
  const isKept = () => keptReceipts().some(({ entryId }) => entryId === registration.entryId);
  const [kept, setKept] = useState(isKept);
  const [elsewhere, setElsewhere] = useState(false);
  const [refused, setRefused] = useState(false);
  useEffect(() => {
    if (kept || elsewhere) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [kept, elsewhere]);
  const save = () => {
    const { name, text } = receiptFile(registration, location.origin, language);
    saveFile(name, text, 'text/plain');
    setElsewhere(true);
  };
  const print = () => {
    window.print();
    setElsewhere(true);
  };
  return (
    <section aria-labelledby="keep">
      <h3 id="keep">{say('keep')}</h3>
      <p>{say('keepBody')}</p>
      <p role="status" class={kept || elsewhere ? 'remark no-print' : 'fault no-print'}>
        {refused ? say('phoneFull') : kept ? say('isOnPhone') : elsewhere ? '' : say('notKept')}
      </p>
      <p class="row no-print">
        {kept ? (
          <button
            type="button"
            class="button second"
            onClick={() => {
              forgetReceipt(registration.entryId);
              setKept(false);
            }}
          >
            {say('forget')}
          </button>
        ) : (
          <button
            type="button"
            class="button"
            onClick={() => {
              const taken = keepReceipt(registration);
              setKept(taken);
              setRefused(!taken);
            }}
          >
            {say('onPhone')}
          </button>
        )}
        <button type="button" class="button second" onClick={save}>
          {say('asFile')}
        </button>
        <button type="button" class="button second" onClick={print}>
          {say('print')}
        </button>
      </p>
      <figure class="qr">
        <p>
          <strong>{say('manageCode')}</strong>
        </p>
        <QrCode text={resultAddress(registration.manageToken, location.origin, language)} label={say('qr')} />
        <figcaption>{say('qrHint')}</figcaption>
      </figure>
      <figure class="qr">
        <p>
          <strong>{say('receiptCode')}</strong>
        </p>
        <QrCode text={checkAddress(registration.receipt, location.origin, language)} label={say('receiptQr')} />
        <figcaption>{say('receiptQrHint')}</figcaption>
      </figure>
      <details class="no-print">
        <summary>{say('codes')}</summary>
        <Code label={say('receiptCode')} text={registration.receipt} />
        <Code label={say('manageCode')} text={registration.manageToken} />
      </details>
    </section>
  );
}

/** A long code to be copied. */
export function Code({ label, text }: { label: string; text: string }) {
  return (
    <label class="code">
      {label}
      <textarea readOnly rows={4} value={text} onFocus={(event) => event.currentTarget.select()} />
    </label>
  );
}
