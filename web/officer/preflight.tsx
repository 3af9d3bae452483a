import type * as z from 'zod/mini';
import type { ANSWERS } from '#shared/http/answers.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { CHECK_TITLES, PREFLIGHT } from './texts/preflight.ts';

export type PreflightAnswer = z.infer<typeof ANSWERS.Preflight>;

/** What an opening needs: that all of it is there, or what isn't and what to do about it. */
export function PreflightChecks({ answer: { ready, checks }, language }: { answer: PreflightAnswer; language: Language }) {
  const say = saying(PREFLIGHT, language);
  const missing = checks.filter(({ holds }) => !holds);
  const list = (some: PreflightAnswer['checks']) => (
    <ul class="findings">
      {some.map(({ check, holds, needed, found, mend }) => (
        <li key={check} class={holds ? 'right' : 'wrong'}>
          <strong>{CHECK_TITLES[check][language]}</strong>
          <br />
          <span class="quiet">{say('neededAndFound', { needed, found })}</span>
          {mend && <p>{mend}</p>}
        </li>
      ))}
    </ul>
  );
  return (
    <>
      <p class={ready ? 'done' : 'fault'}>
        {ready ? say('ready', { count: checks.length }) : say('lacking', { count: missing.length })}
      </p>
      {!ready && list(missing)}
      <details>
        <summary>{say('all')}</summary>
        {list(checks)}
      </details>
    </>
  );
}
