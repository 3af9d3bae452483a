import { useRef, useState } from 'preact/hooks';
import { CHAINS, OFFICERS_CHAIN } from '#shared/audit/chains.ts';
import type { AuditHeads } from '#shared/evidence/documents.ts';
import { Refusal } from '#web/officer/refusal.tsx';
import { showToOfficers, useOfficer } from '#web/officer/signed-in.tsx';
import { AUDIT } from '#web/officer/texts/audit.ts';
import { SelectField } from '#web/shared/fields.tsx';
import { saveFile } from '#web/shared/save-file.ts';
import { saying } from '#web/shared/text.ts';
import { useWaves } from '#web/shared/waves.ts';
import { Entries } from './entries.tsx';
import { chainFile } from './read-chain.ts';
import { useChain } from './use-chain.ts';
import { useHeads } from './use-heads.ts';
import { Verdict } from './verdict.tsx';

/** The audit log, chain by chain, and whether it is what was written. */
function AuditPage() {
  const { language } = useOfficer();
  const say = saying(AUDIT, language);
  const published = useHeads(useWaves(language));
  const [name, choose] = useState<string>(OFFICERS_CHAIN);
  return (
    <>
      <p class="intro">{say('lead')}</p>
      <div class="row filter">
        <SelectField
          id="chain"
          label={say('chain')}
          value={name}
          choices={CHAINS.map((chain) => ({
            value: chain,
            text: chain === OFFICERS_CHAIN ? say('officersChain') : say('openingsChain', { shard: chain.slice(-2) }),
          }))}
          onChoose={choose}
        />
      </div>
      <Chain key={name} name={name} published={published} />
    </>
  );
}

function Chain({ name, published }: { name: string; published: readonly AuditHeads[] }) {
  const { language } = useOfficer();
  const say = saying(AUDIT, language);
  const { reading, more, all } = useChain(name);
  const { chain, isReading, failed } = reading;
  const heading = useRef<HTMLHeadingElement>(null);
  // The button that was pressed may be gone: what was found stands below the heading.
  const read = async (on: () => Promise<unknown>) => {
    await on();
    heading.current?.focus();
  };
  const save = async () => {
    const whole = chain.next === undefined ? chain : await all();
    if (whole) saveFile(`${name}.json`, chainFile(whole), 'application/json');
  };
  if (isReading && chain.sent.length === 0) return <p class="quiet">{say('reading')}</p>;
  return (
    <>
      {failed && <Refusal reply={failed} language={language} />}
      {failed && chain.sent.length === 0 ? (
        <button type="button" class="button second" onClick={() => void more()}>
          {say('again')}
        </button>
      ) : (
        <>
          <section aria-labelledby="check">
            <h2 id="check" tabindex={-1} ref={heading}>
              {say('checkHeading')}
            </h2>
            <Verdict chain={chain} published={published} />
            <p class="row">
              {chain.next !== undefined && (
                <>
                  <button type="button" class="button" disabled={isReading} onClick={() => void read(more)}>
                    {say('more')}
                  </button>
                  <button type="button" class="button second" disabled={isReading} onClick={() => void read(all)}>
                    {say('all')}
                  </button>
                </>
              )}
              <button
                type="button"
                class="button second"
                disabled={isReading}
                aria-describedby="save-hint"
                onClick={() => void save()}
              >
                {say('save')}
              </button>
              <span class="quiet" id="save-hint">
                {isReading ? say('reading') : say('saveHint')}
              </span>
            </p>
          </section>
          {chain.entries.length > 0 && <Entries chain={name} entries={chain.entries} />}
        </>
      )}
    </>
  );
}

showToOfficers(AuditPage);
