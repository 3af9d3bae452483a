import { useEffect, useRef, useState } from 'preact/hooks';
import { Refusal } from '#web/officer/refusal.tsx';
import { showToOfficers, useMay, useOfficer } from '#web/officer/signed-in.tsx';
import { LISTS } from '#web/officer/texts/lists.ts';
import { saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { CheckedFile, Rejected } from './checked-file.tsx';
import { ImportForm } from './import-form.tsx';
import { SendingFile } from './sending-file.tsx';
import { type Importing, useImport } from './use-import.ts';
import { Versions } from './versions.tsx';

/** The worker that surveys files, by the address that the build has written into the page. */
const SURVEY_WORKER = document.getElementById('officers')?.dataset['worker'] ?? '';

/** The lists that waves are screened against, and the import of one. */
function Lists() {
  const { language } = useOfficer();
  const say = saying(LISTS, language);
  const mayImport = useMay('officer');
  const [renewed, renew] = useState(0);
  return (
    <>
      <p class="intro">{say('lead')}</p>
      <Versions renewed={renewed} />
      <section aria-labelledby="import">
        <h2 id="import">{say('importHeading')}</h2>
        {mayImport ? <Import onImported={() => renew((times) => times + 1)} /> : <p>{say('onlyOfficers')}</p>}
      </section>
    </>
  );
}

function Import({ onImported }: { onImported(): void }) {
  const { language } = useOfficer();
  const say = saying(LISTS, language);
  const { importing, check, send, pause, leave } = useImport(SURVEY_WORKER);
  const returned = useRef(false);
  const anew = (text: 'anotherFile' | 'another') => (
    <button
      type="button"
      class="button second"
      onClick={() => {
        returned.current = true;
        leave();
      }}
    >
      {say(text)}
    </button>
  );
  switch (importing.step) {
    case 'idle':
      return <ImportForm onChosen={check} takesFocus={returned.current} />;
    case 'reading': {
      const percent = Math.floor((100 * importing.bytes) / importing.of);
      return (
        <div class="card sending" role="status">
          <p id="read">{say('reading', { percent })}</p>
          <progress aria-labelledby="read" max={importing.of} value={importing.bytes} />
        </div>
      );
    }
    case 'rejected':
    case 'faulty':
      return (
        <>
          <Rejected importing={importing} />
          {anew('anotherFile')}
        </>
      );
    case 'checked':
      return (
        <>
          <CheckedFile checked={importing} onSend={() => void send(importing)} />
          {anew('anotherFile')}
        </>
      );
    case 'sending':
    case 'paused':
      return <SendingFile importing={importing} onPause={() => pause(importing)} onResume={() => void send(importing)} />;
    case 'imported':
      return (
        <>
          <Imported importing={importing} onImported={onImported} />
          {anew('another')}
        </>
      );
    case 'refused':
      return (
        <>
          <h3>{say('refusedHeading')}</h3>
          <Refusal reply={importing.reply} language={language} />
          <p class="row">
            <button type="button" class="button" onClick={() => void send(importing)}>
              {say('again')}
            </button>
            {anew('anotherFile')}
          </p>
        </>
      );
  }
}

function Imported({
  importing: { version, wasThere },
  onImported,
}: {
  importing: Extract<Importing, { step: 'imported' }>;
  onImported(): void;
}) {
  const { language } = useOfficer();
  const say = saying(LISTS, language);
  const heading = useFocus<HTMLHeadingElement>();
  useEffect(onImported, []);
  return (
    <div class="card selected">
      <h3 tabindex={-1} ref={heading}>
        {say('importedHeading')}
      </h3>
      <p>{say(wasThere ? 'wasThere' : 'imported', { version })}</p>
    </div>
  );
}

showToOfficers(Lists);
