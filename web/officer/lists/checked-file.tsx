import { LINE_FAULTS } from '#shared/lists/list-lines.ts';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { KIND_NAMES, LISTS } from '#web/officer/texts/lists.ts';
import { Fact } from '#web/shared/fact.tsx';
import { dayText, numberText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { keptImport } from './kept-import.ts';
import type { Importing } from './use-import.ts';

/** Why nothing of a file was sent: by the numbers of lines, never by what stands there. */
export function Rejected({ importing }: { importing: Extract<Importing, { step: 'rejected' | 'faulty' }> }) {
  const { language } = useOfficer();
  const say = saying(LISTS, language);
  const heading = useFocus<HTMLHeadingElement>();
  return (
    <div class="card refused">
      <h3 tabindex={-1} ref={heading}>
        {say('rejectedHeading')}
      </h3>
      {importing.step === 'faulty' ? (
        <FaultySurvey {...importing} />
      ) : (
        <p>
          {importing.news.kind === 'unreadable'
            ? say('unreadable')
            : importing.news.why === 'long-lines'
              ? say('longLines', { line: numberText(importing.news.line, language) })
              : say('tooManyLines')}
        </p>
      )}
      {(importing.step === 'faulty' || importing.news.kind === 'no-list') && <p>{say('nothingSent')}</p>}
    </div>
  );
}

function FaultySurvey({ fault, chosen, surveyed: { survey } }: Extract<Importing, { step: 'faulty' }>) {
  const { language } = useOfficer();
  const say = saying(LISTS, language);
  const count = (of: number) => numberText(of, language);
  switch (fault) {
    case 'other-lines':
      return <p>{say('otherLines', { lines: count(survey.lines), announced: count(chosen.announced.lines ?? 0) })}</p>;
    case 'other-sha256':
      return (
        <p>
          {say('otherSha256')} <code>{survey.sha256}</code>
        </p>
      );
    case 'nobody':
      return <p>{say('nobody')}</p>;
    case 'faulty-lines':
      return (
        <>
          <p>{say('faultyLines', { count: count(survey.faultCount) })}</p>
          <ul>
            {survey.faults.map(({ line, fault: of }) => (
              <li key={line}>
                <strong>{say('faultyLine', { line: count(line) })}</strong>: {LINE_FAULTS[of][language]}
              </li>
            ))}
            {survey.faultCount > survey.faults.length && (
              <li>{say('moreFaults', { count: count(survey.faultCount - survey.faults.length) })}</li>
            )}
          </ul>
        </>
      );
  }
}

/** What was found of a file that can be sent. */
export function CheckedFile({ checked, onSend }: { checked: Extract<Importing, { step: 'checked' }>; onSend(): void }) {
  const { language } = useOfficer();
  const say = saying(LISTS, language);
  const heading = useFocus<HTMLHeadingElement>();
  const { chosen, surveyed } = checked;
  const { lines, sha256 } = surveyed.survey;
  const kept = keptImport();
  const isAnnounced = chosen.announced.lines !== undefined || chosen.announced.sha256 !== undefined;
  return (
    <div class="card open">
      <h3 tabindex={-1} ref={heading}>
        {say('checkedHeading')}
      </h3>
      <p>{say('checkedLead')}</p>
      <dl class="facts">
        <Fact term={say('list')}>{chosen.list}</Fact>
        <Fact term={say('kind')}>{KIND_NAMES[chosen.kind][language]}</Fact>
        <Fact term={say('asOf')}>{dayText(chosen.asOf, language)}</Fact>
        <Fact term={say('lines')}>{numberText(lines, language)}</Fact>
        <Fact term={say('fingerprint')}>
          <code>{sha256}</code>
        </Fact>
      </dl>
      <p class={isAnnounced ? 'done' : 'deadline'}>{say(isAnnounced ? 'announcedHolds' : 'nothingAnnounced')}</p>
      {kept?.sha256 === sha256 && kept.list === chosen.list && kept.asOf === chosen.asOf && (
        <p class="done">{say('sameAsBegun')}</p>
      )}
      <button type="button" class="button" onClick={onSend}>
        {say('send')}
      </button>
    </div>
  );
}
