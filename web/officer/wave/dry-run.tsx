import { useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import type { ANSWERS } from '#shared/http/answers.ts';
import { InputField } from '#web/officer/fields.tsx';
import { Refusal } from '#web/officer/refusal.tsx';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { WAVE } from '#web/officer/texts/wave.ts';
import { TileGrid } from '#web/shared/charts/tile-grid.tsx';
import { Fact } from '#web/shared/fact.tsx';
import { numberText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import { useFocus } from '#web/shared/use-focus.ts';
import { faultsIn, useAct } from './use-act.ts';

type Result = z.infer<typeof ANSWERS.DryRun>;

/** The plan tried on made-up entrants: nobody is drawn by it, and nothing of it is kept but a line of the audit log. */
export function DryRun({ waveId }: { waveId: string }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const [entrants, setEntrants] = useState('10000');
  const { act, send } = useAct();
  const fault = faultsIn(act)['entrants'];
  const submit = (event: Event) => {
    event.preventDefault();
    // What is no number is sent as it was typed: the API says what it must be.
    const count = /^\d+$/.test(entrants) ? Number(entrants) : entrants;
    void send(`/v1/waves/${encodeURIComponent(waveId)}/dry-run`, { entrants: count });
  };
  return (
    <details class="act">
      <summary>{say('dryRun')}</summary>
      <form onSubmit={submit} noValidate aria-label={say('dryRun')}>
        <p>{say('dryRunBody')}</p>
        {act.state === 'refused' && <Refusal reply={act.reply} language={language} />}
        <InputField id="entrants" kind="number" label={say('madeUp')} value={entrants} fault={fault} onType={setEntrants} />
        <button type="submit" class="button second" aria-disabled={act.state === 'sending'}>
          {act.state === 'sending' ? say('dryRunning') : say('dryRunStart')}
        </button>
      </form>
      {act.state === 'done' && <DryRunResult result={act.reply.json as Result} />}
    </details>
  );
}

function DryRunResult({ result }: { result: Result }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const heading = useFocus<HTMLHeadingElement>();
  const number = (of: number) => numberText(of, language);
  const { entrants, awarded, unfilled, byPhase, provinces, milliseconds, waveId } = result;
  const figures = (of: 'awarded' | 'unfilled') =>
    Object.fromEntries(Object.entries(provinces).map(([code, one]) => [code, one[of]]));
  return (
    <section class="card">
      <h3 tabindex={-1} ref={heading}>
        {say('dryRunResult')}
      </h3>
      <dl class="facts">
        <Fact term={say('madeUp')}>{number(entrants.total)}</Fact>
        <Fact term={say('awarded')}>{number(awarded)}</Fact>
        <Fact term={say('unfilled')}>{number(unfilled)}</Fact>
        <Fact term={say('phases')}>{say('phaseCounts', { a: number(byPhase.a), b: number(byPhase.b), c: number(byPhase.c) })}</Fact>
        <Fact term={say('took')}>{say('milliseconds', { count: number(milliseconds) })}</Fact>
      </dl>
      {provinces['national'] === undefined && (
        <TileGrid
          id="dry-run-measure"
          title={say('dryRunResult')}
          measures={[
            { name: say('awarded'), of: figures('awarded') },
            { name: say('unfilled'), of: figures('unfilled') },
          ]}
          fileName={`${waveId}-dry-run`}
          language={language}
        />
      )}
    </section>
  );
}
