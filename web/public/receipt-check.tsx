import { useEffect, useState } from 'preact/hooks';
import { manageTokenIn, receiptIn } from '#web/shared/read-receipt.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { readQr } from './read-qr.ts';
import type { RecountNews } from './recount-messages.ts';
import { CHECK } from './texts/check.ts';
import { useRecount } from './use-recount.ts';

/** Why there is no receipt to check. */
type Fault = 'receiptMissing' | 'receiptIsKey' | 'qrNone' | 'qrNoPicture' | 'qrNotLoaded';

/**
 * Whether the entry of a receipt is in the committed files of its wave. The receipt stays on this device.
 * @param given a text that came with the address, such as a receipt whose code a camera has read
 */
export function ReceiptCheck({ script, language, given }: { script: string; language: Language; given?: string | undefined }) {
  const say = saying(CHECK, language);
  const [pasted, setPasted] = useState('');
  const [fault, setFault] = useState<Fault>();
  const [reading, setReading] = useState(false);
  const [recount, start] = useRecount(script);
  const take = (text: string) => {
    const found = receiptIn(text);
    setFault(found ? undefined : manageTokenIn(text) ? 'receiptIsKey' : 'receiptMissing');
    if (found) start({ kind: 'receipt', ...found });
  };
  const takePicture = async (file: File | undefined) => {
    if (!file) return;
    setFault(undefined);
    setReading(true);
    const read = await readQr(file).catch(() => undefined);
    setReading(false);
    if (read?.state === 'read') take(read.text);
    else setFault(read === undefined ? 'qrNotLoaded' : read.state === 'none' ? 'qrNone' : 'qrNoPicture');
  };
  useEffect(() => {
    if (given !== undefined) take(given);
  }, [given]);
  const picture = (id: string, label: 'qrPhoto' | 'qrPicture') => (
    <div class="field">
      <label for={id}>{say(label)}</label>
      <input
        id={id}
        type="file"
        accept="image/*"
        {...(label === 'qrPhoto' && { capture: 'environment' })}
        onChange={(event) => void takePicture(event.currentTarget.files?.[0])}
      />
    </div>
  );
  return (
    <section aria-labelledby="receipt-check">
      <h2 id="receipt-check">{say('receiptHeading')}</h2>
      <p>{say('receiptBody')}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          take(pasted);
        }}
      >
        {picture('receipt-photo', 'qrPhoto')}
        {picture('receipt-picture', 'qrPicture')}
        <div class="field">
          <label for="receipt-file">{say('receiptFile')}</label>
          <input
            id="receipt-file"
            type="file"
            accept=".txt,text/plain"
            onChange={(event) => void event.currentTarget.files?.[0]?.text().then(take)}
          />
        </div>
        <div class="field">
          <label for="receipt-text">{say('receipt')}</label>
          <textarea
            id="receipt-text"
            rows={3}
            value={pasted}
            aria-describedby={fault && 'receipt-fault'}
            onInput={(event) => setPasted(event.currentTarget.value)}
          />
        </div>
        {fault && <FaultTold key={fault} text={say(fault)} />}
        <button type="submit" class="button second">
          {say('receiptCheck')}
        </button>
      </form>
      {reading && <p role="status">{say('qrReading')}</p>}
      {recount.state === 'working' && <p role="status">{say('receiptWorking')}</p>}
      {recount.state === 'told' && !fault && !reading && <Verdict news={recount.news} language={language} />}
    </section>
  );
}

function FaultTold({ text }: { text: string }) {
  const told = useFocus<HTMLParagraphElement>();
  return (
    <p class="warning" id="receipt-fault" role="alert" tabindex={-1} ref={told}>
      {text}
    </p>
  );
}

function Verdict({ news, language }: { news: RecountNews; language: Language }) {
  const say = saying(CHECK, language);
  // Photos are taken further up the page.
  const told = useFocus<HTMLDivElement>();
  if (news.kind === 'verdict') {
    const { verdict, lines } = news.verdict;
    const right = verdict === 'entrant';
    return (
      <div class={right ? 'card selected' : 'card refused'} role={right ? 'status' : 'alert'} tabindex={-1} ref={told}>
        <p class="deadline">{say(verdict)}</p>
        <details open={verdict === 'omitted' || verdict === 'altered'}>
          <summary>{say('details')}</summary>
          <pre lang="en">{lines.join('\n')}</pre>
        </details>
      </div>
    );
  }
  return (
    <div class="warning" role="alert" tabindex={-1} ref={told}>
      {news.kind === 'refused' ? news.sentence : news.kind === 'unreachable' ? say('unreachable') : say('tooOld')}
    </div>
  );
}
