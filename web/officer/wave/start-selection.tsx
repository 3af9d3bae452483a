import { Refusal } from '#web/officer/refusal.tsx';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { SELECTION_ANSWERS, WAVE } from '#web/officer/texts/wave.ts';
import type { Reply } from '#web/shared/api.ts';
import { saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { useAct } from './use-act.ts';

type Selection = { selection: keyof typeof SELECTION_ANSWERS; attempt: number };

/** Starts a due selection by hand; one that has failed as its next attempt. It starts by itself, so this is for when that fails. */
export function StartSelection({ waveId, failed, onActed }: { waveId: string; failed: boolean; onActed(): void }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const { act, send } = useAct();
  const start = async () => {
    await send(`/v1/waves/${encodeURIComponent(waveId)}/selection`);
    onActed();
  };
  return (
    <div class="card">
      <h3>{failed ? say('startAgain') : say('start')}</h3>
      <p>{failed ? say('startAgainBody') : say('startBody')}</p>
      {act.state === 'refused' && <Refusal reply={act.reply} language={language} />}
      {act.state === 'done' && <Started key={JSON.stringify(act.reply.json)} reply={act.reply} />}
      <button type="button" class="button" aria-disabled={act.state === 'sending'} onClick={() => void start()}>
        {failed ? say('startAgain') : say('start')}
      </button>
    </div>
  );
}

function Started({ reply }: { reply: Reply }) {
  const { language } = useOfficer();
  const line = useFocus<HTMLParagraphElement>();
  const { selection, attempt } = reply.json as Selection;
  return (
    <p class="note" role="status" tabindex={-1} ref={line}>
      {saying(SELECTION_ANSWERS, language)(selection, { attempt })}
    </p>
  );
}
