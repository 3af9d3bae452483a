import { useState } from 'preact/hooks';
import type * as z from 'zod/mini';
import type { ANSWERS } from '#shared/http/answers.ts';
import { PROVINCES } from '#shared/regions/provinces.ts';
import { DRY_RUN_FIELDS, MOST_ENTRANTS } from '#shared/selection/dry-run-body.ts';
import { problemIn, type Reply, type Wave } from '#web/shared/api.ts';
import { TextField } from '#web/shared/fields.tsx';
import { numberText } from '#web/shared/format.ts';
import { Table } from '#web/shared/table.tsx';
import { type Language, saying } from '#web/shared/text.ts';
import { Refusal } from '../refusal.tsx';
import { useOfficer } from '../signed-in.tsx';
import { TRY_OUT } from '../texts/try-out.ts';
import { numberIn } from './paste-places.ts';

export type DryRun = z.infer<typeof ANSWERS.DryRun>;
type Name = 'entrants' | 'priorityPerMille' | 'householdsOf';

/** The plan in force drawn on made-up entrants: what it would do, province by province. */
export function TryOut({ present }: { present: Wave | undefined }) {
  const { language } = useOfficer();
  const say = saying(TRY_OUT, language);
  return (
    <section class="card" aria-labelledby="try-out">
      <h3 id="try-out">{say('heading')}</h3>
      {present ? <TryForm wave={present} /> : <p>{say('afterAnnouncement')}</p>}
    </section>
  );
}

function TryForm({ wave }: { wave: Wave }) {
  const { ask, language } = useOfficer();
  const say = saying(TRY_OUT, language);
  const [typed, setTyped] = useState({
    entrants: String(Math.min(3 * wave.places, MOST_ENTRANTS)),
    priorityPerMille: '300',
    householdsOf: '2',
  });
  const [busy, setBusy] = useState(false);
  const [reply, setReply] = useState<Reply>();
  const errors = problemIn(reply ?? { status: 0 })?.errors ?? [];
  const tryIt = async () => {
    if (busy) return;
    setBusy(true);
    setReply(undefined);
    const body = Object.fromEntries(Object.entries(typed).map(([name, text]) => [name, numberIn(text) ?? null]));
    setReply(await ask(`/v1/waves/${encodeURIComponent(wave.waveId)}/dry-run`, { method: 'POST', body: JSON.stringify(body) }));
    setBusy(false);
  };
  const field = (name: Name) => (
    <TextField
      id={`try-${name}`}
      label={say(name)}
      fault={errors.some(({ pointer }) => pointer === `/${name}`) ? DRY_RUN_FIELDS[name][language] : undefined}
      value={typed[name]}
      inputMode="numeric"
      class="short"
      onType={(text) => setTyped({ ...typed, [name]: text })}
      onLeave={() => undefined}
    />
  );
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void tryIt();
      }}
    >
      <p>{say('body', { number: wave.number })}</p>
      <div class="parts">
        {field('entrants')}
        {wave.priority && field('priorityPerMille')}
        {field('householdsOf')}
      </div>
      <button type="submit" class="button second" aria-disabled={busy ? 'true' : undefined}>
        {say('try')}
      </button>
      <p role="status">{busy ? say('trying') : reply?.status === 200 && verdictOf(reply.json as DryRun, language)}</p>
      {reply?.status === 200 && <Tried run={reply.json as DryRun} language={language} />}
      {reply && reply.status !== 200 && errors.length === 0 && <Refusal reply={reply} language={language} />}
    </form>
  );
}

function verdictOf({ entrants, places, awarded, unfilled }: DryRun, language: Language): string {
  const count = (number: number) => numberText(number, language);
  return saying(TRY_OUT, language)('verdict', {
    entrants: count(entrants.total),
    places: count(places),
    awarded: count(awarded),
    unfilled: count(unfilled),
  });
}

function Tried({ run, language }: { run: DryRun; language: Language }) {
  const say = saying(TRY_OUT, language);
  const count = (number: number) => numberText(number, language);
  const nameOf = (code: string) => PROVINCES.find((province) => province.code === code)?.name ?? say('country');
  const rows = Object.entries(run.provinces).map(([code, of]) => ({ code, ...of }));
  return (
    <>
      <p class="quiet">{say('how', { round: count(run.beacon.round), milliseconds: count(run.milliseconds) })}</p>
      <Table
        caption={say('caption')}
        columns={[
          { heading: say('province'), cell: ({ code }) => nameOf(code) },
          { heading: say('places'), cell: ({ places }) => count(places), numeric: true },
          { heading: say('awarded'), cell: ({ awarded }) => count(awarded), numeric: true },
          { heading: say('unfilled'), cell: ({ unfilled }) => count(unfilled), numeric: true },
          { heading: say('spilledIn'), cell: ({ spilledIn }) => count(spilledIn), numeric: true },
          { heading: say('spilledOut'), cell: ({ spilledOut }) => count(spilledOut), numeric: true },
        ]}
        rows={rows}
        keyOf={({ code }) => code}
      />
    </>
  );
}
