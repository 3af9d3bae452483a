import type { Wave } from '#web/shared/api.ts';
import { Fact } from '#web/shared/fact.tsx';
import { instantText, numberText, remainingText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { WAVES } from '#web/shared/texts/waves.ts';
import { stateNow } from '#web/shared/waves.ts';

/** One wave: where it stands, what is left of the time, and, unless it is compact, what to do. @param now epoch milliseconds by the server's clock */
export function WaveCard({ wave, now, language, compact }: { wave: Wave; now: number; language: Language; compact?: boolean }) {
  const say = saying(WAVES, language);
  const state = stateNow(wave, now);
  const until = state === 'announced' ? wave.opensAt : wave.closesAt;
  const left = remainingText(Date.parse(until) - now, language);
  const heading = `wave-${wave.waveId}`;
  // By itself it stands under the page's own heading.
  const Heading = compact ? 'h2' : 'h3';
  return (
    <article class={`card ${state}`} aria-labelledby={heading}>
      <p class="state">{say(state)}</p>
      <Heading id={heading}>{say('wave', { number: wave.number })}</Heading>
      {(state === 'announced' || state === 'open') && (
        <p class="countdown" role="timer">
          {state === 'announced' ? say('opensIn', { left }) : say('closesIn', { left })}
        </p>
      )}
      {!compact && <Details wave={wave} state={state} now={now} language={language} />}
    </article>
  );
}

function Details({ wave, state, now, language }: { wave: Wave; state: Wave['state']; now: number; language: Language }) {
  const say = saying(WAVES, language);
  return (
    <>
      <WaveFacts wave={wave} now={now} language={language} />
      {(state === 'closed' || state === 'selecting') && <p>{say('waitForDraw')}</p>}
      {state === 'open' && (
        <a class="button" href={`${PATHS.register[language]}#${wave.waveId}`}>
          {say('apply', { number: wave.number })}
        </a>
      )}
      {state === 'announced' && (
        <a class="button second" href={`${PATHS.register[language]}#${wave.waveId}`}>
          {say('fillInEarly')}
        </a>
      )}
      {state === 'published' && (
        <a class="button second" href={PATHS.result[language]}>
          {say('seeResult')}
        </a>
      )}
    </>
  );
}

function WaveFacts({ wave, now, language }: { wave: Wave; now: number; language: Language }) {
  const say = saying(WAVES, language);
  const state = stateNow(wave, now);
  const { minimumAge: from, maximumAge: to } = wave.rules;
  return (
    <dl class="facts">
      {state === 'announced' && <Fact term={say('opensAt')}>{instantText(wave.opensAt, language)}</Fact>}
      <Fact term={say('closesAt')}>{instantText(wave.closesAt, language)}</Fact>
      {state !== 'published' && <Fact term={say('drawnAt')}>{instantText(wave.beacon.at, language)}</Fact>}
      <Fact term={say('places')}>{numberText(wave.places, language)}</Fact>
      <Fact term={say('ages')}>{to === undefined ? say('ageFrom', { from }) : say('ageBetween', { from, to })}</Fact>
    </dl>
  );
}
