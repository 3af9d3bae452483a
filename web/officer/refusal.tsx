import { type Problem, problemIn, type Reply } from '#web/shared/api.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { OFFICER } from './texts/officer.ts';

type Check = { check: string; needed: string; found: string; mend?: string };

/** Why the API has refused something, in its words, with the fields or checks that it names. */
export function Refusal({ reply, language }: { reply: Reply; language: Language }) {
  const say = saying(OFFICER, language);
  // That the session has ended, the page says above, with what to do about it.
  if (reply.status === 401) return null;
  const problem = problemIn(reply) as (Problem & { checks?: Check[] }) | undefined;
  return (
    <div class="card refused" role="alert">
      <p>{problem?.title ?? (reply.status === undefined ? say('unreachable') : say('refused', { status: reply.status }))}</p>
      {problem?.errors && (
        <ul>
          {problem.errors.map(({ pointer, detail }) => (
            <li key={pointer}>
              <code>{pointer || '/'}</code>: {detail}
            </li>
          ))}
        </ul>
      )}
      {problem?.checks && (
        <ul>
          {problem.checks.map(({ check, needed, found, mend }) => (
            <li key={check}>
              <strong>{check}</strong>: {needed}: {found}
              {mend && ` (${mend})`}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
