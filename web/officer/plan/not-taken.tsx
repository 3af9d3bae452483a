import type { Reply } from '#web/shared/api.ts';
import type { Language } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { Refusal } from '../refusal.tsx';

/** Why something was not taken, in the API's words; the focus goes there. */
export function NotTaken({ reply, language }: { reply: Reply; language: Language }) {
  const place = useFocus<HTMLDivElement>();
  return (
    <div class="outcome" tabindex={-1} ref={place}>
      <Refusal reply={reply} language={language} />
    </div>
  );
}
