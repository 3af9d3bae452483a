import type { Finding } from '#verify/findings.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { CHECK, CHECK_NAMES } from './texts/check.ts';

const STATES = { holds: 'stateHolds', fails: 'stateFails', 'not checked': 'stateNotChecked' } as const;

/** What a recount has found: first the whole, then each check with the verifier's own sentence, which is in English. */
export function Findings({ findings, language }: { findings: readonly Finding[]; language: Language }) {
  const say = saying(CHECK, language);
  const name = saying(CHECK_NAMES, language);
  const failed = findings.filter(({ state }) => state === 'fails').length;
  const right = findings.every(({ state }) => state === 'holds');
  return (
    <section class={right ? 'card selected' : 'card refused'}>
      <p class="deadline" role={right ? 'status' : 'alert'}>
        {right ? say('holds', { count: findings.length }) : say('fails', { count: failed })}
      </p>
      <ol class="findings">
        {findings.map(({ check, state, sentence, remark }) => (
          <li key={check} class={state === 'holds' ? 'right' : state === 'fails' ? 'wrong' : 'unchecked'}>
            <strong>{Object.hasOwn(CHECK_NAMES, check) ? name(check as keyof typeof CHECK_NAMES) : check}</strong>{' '}
            <span class="mark">{say(STATES[state])}</span>
            <p class="hint" lang="en">
              {sentence}
              {remark !== undefined && ` (${remark})`}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
