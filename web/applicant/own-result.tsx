import type { OwnRegistration, Wave } from '#web/shared/api.ts';
import { Fact } from '#web/shared/fact.tsx';
import { instantText, numberText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { AppealOf } from './appeal.tsx';
import { OwnPlace } from './own-place.tsx';
import { Code } from './receipt.tsx';
import { RESULT } from './texts/result.ts';

export type OwnResultProps = {
  own: OwnRegistration;
  /** With which it was opened, and with which its refusal is appealed. */
  manageToken: string;
  wave?: Wave | undefined;
  language: Language;
  now: number;
};

/** What became of one registration, its reason in plain words, and with what it can be checked. */
export function OwnResult(props: OwnResultProps) {
  const { own, manageToken, language, now } = props;
  // Who is selected sees the place with the result; whose appeal was granted, beside the appeal.
  const remedy = own.state === 'selected' ? undefined : own.place;
  return (
    <article class={`card result ${own.state}`}>
      <Outcome {...props} />
      <AppealOf own={own} manageToken={manageToken} language={language} />
      {remedy && <OwnPlace place={remedy} language={language} now={now} />}
      {own.ticket !== undefined && <Figures own={own} language={language} />}
      {own.recompute && <CheckIt own={own} language={language} />}
    </article>
  );
}

function Outcome({ own, wave, language, now }: Omit<OwnResultProps, 'manageToken'>) {
  const say = saying(RESULT, language);
  switch (own.state) {
    case 'registered':
      return (
        <>
          <Heading>{say('waitingHeading')}</Heading>
          {wave && (
            <p>
              {now < Date.parse(wave.closesAt)
                ? say('waitingOpen', { at: instantText(wave.closesAt, language) })
                : say('waitingDraw', { at: instantText(wave.beacon.at, language) })}
            </p>
          )}
        </>
      );
    case 'selected':
      return (
        <>
          <Heading>{say('selectedHeading')}</Heading>
          {own.place && <OwnPlace place={own.place} language={language} now={now} />}
        </>
      );
    case 'not-selected':
      return (
        <>
          <Heading>{say('notSelectedHeading')}</Heading>
          <p>{say('notSelectedBody')}</p>
        </>
      );
    case 'excluded':
      return (
        <>
          <Heading>{say('excludedHeading')}</Heading>
          <p>{own.rule?.refusal}</p>
          {own.rule?.list && <p>{say('excludedList', { list: own.rule.list })}</p>}
          <p class="quiet">{say('excludedSource', { source: own.rule?.source ?? '' })}</p>
        </>
      );
    case 'already-a-recipient':
    case 'household-full':
      return (
        <>
          <Heading>{say('notSelectedHeading')}</Heading>
          <p>{own.state === 'household-full' ? say('householdFull') : say('alreadyRecipient')}</p>
        </>
      );
  }
}

function Heading({ children }: { children: string }) {
  const heading = useFocus<HTMLHeadingElement>();
  return (
    <h2 tabindex={-1} ref={heading}>
      {children}
    </h2>
  );
}

function Figures({ own, language }: Pick<OwnResultProps, 'own' | 'language'>) {
  const say = saying(RESULT, language);
  const { position = 0, entrantsOfProvince = 0, ticket = '', cutOff } = own;
  return (
    <section aria-labelledby="figures">
      <h3 id="figures">{say('figures')}</h3>
      <dl class="facts">
        <Fact term={say('position')}>
          {say('positionOf', { position: numberText(position, language), entrants: numberText(entrantsOfProvince, language) })}
        </Fact>
        <Fact term={say('ticket')}>
          <code>{ticket}</code>
        </Fact>
        <Fact term={say('cutOff')}>{cutOff?.all ? <code>{cutOff.all}</code> : say('cutOffNone')}</Fact>
        {cutOff?.priority && (
          <Fact term={say('cutOffPriority')}>
            <code>{cutOff.priority}</code>
          </Fact>
        )}
      </dl>
      <p class="hint">{say('ticketHint')}</p>
    </section>
  );
}

function CheckIt({ own, language }: Pick<OwnResultProps, 'own' | 'language'>) {
  const say = saying(RESULT, language);
  const { recompute, waveId } = own;
  return (
    <details>
      <summary>{say('check')}</summary>
      <p>{say('checkBody')}</p>
      {recompute?.seed && <Code label="1" text={recompute.seed.command} />}
      {recompute?.ticket && <Code label="2" text={recompute.ticket.command} />}
      <p>
        <a href={`${PATHS.check[language]}#${waveId}`}>{say('checkHere')}</a>
      </p>
      <h3>{say('checkFiles')}</h3>
      <ul>
        {recompute?.files.map((file) => (
          <li key={file}>
            <a href={`/v1/waves/${waveId}/evidence/${file}`}>{file}</a>
          </li>
        ))}
      </ul>
    </details>
  );
}
