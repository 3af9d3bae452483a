import { useState } from 'preact/hooks';
import { receiptIn } from '#web/applicant/receipt-text.ts';
import { type Language, saying } from '#web/shared/text.ts';
import type { RecountNews } from './recount-messages.ts';
import { CHECK } from './texts/check.ts';
import { useRecount } from './use-recount.ts';

/** Whether the entry of a receipt is in the committed files of a wave. The receipt stays on this device. */
export function ReceiptCheck({ waveId, script, language }: { waveId: string; script: string; language: Language }) {
  const say = saying(CHECK, language);
  const [pasted, setPasted] = useState('');
  const [missing, setMissing] = useState(false);
  const [recount, start] = useRecount(script);
  const take = (text: string) => {
    const receipt = receiptIn(text);
    setMissing(receipt === undefined);
    if (receipt !== undefined) start({ kind: 'receipt', waveId, receipt });
  };
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
        <div class={missing ? 'field wrong' : 'field'}>
          <label for="receipt-file">{say('receiptFile')}</label>
          <input
            id="receipt-file"
            type="file"
            accept=".txt,text/plain"
            onChange={(event) => void event.currentTarget.files?.[0]?.text().then(take)}
          />
        </div>
        <div class={missing ? 'field wrong' : 'field'}>
          <label for="receipt-text">{say('receipt')}</label>
          {missing && (
            <p class="fault" id="receipt-fault" role="alert">
              {say('receiptMissing')}
            </p>
          )}
          <textarea
            id="receipt-text"
            rows={3}
            value={pasted}
            aria-describedby={missing ? 'receipt-fault' : undefined}
            onInput={(event) => setPasted(event.currentTarget.value)}
          />
        </div>
        <button type="submit" class="button second">
          {say('receiptCheck')}
        </button>
      </form>
      {recount.state === 'told' && <Verdict news={recount.news} language={language} />}
    </section>
  );
}

function Verdict({ news, language }: { news: RecountNews; language: Language }) {
  const say = saying(CHECK, language);
  if (news.kind === 'verdict') {
    const { verdict, lines } = news.verdict;
    const right = verdict === 'entrant';
    return (
      <div class={right ? 'card selected' : 'card refused'} role={right ? 'status' : 'alert'}>
        <p class="deadline">{say(verdict)}</p>
        <details open={verdict === 'omitted' || verdict === 'altered'}>
          <summary>{say('details')}</summary>
          <pre lang="en">{lines.join('\n')}</pre>
        </details>
      </div>
    );
  }
  return (
    <p class="warning" role="alert">
      {news.kind === 'refused' ? news.sentence : news.kind === 'unreachable' ? say('unreachable') : say('tooOld')}
    </p>
  );
}
