import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { dayInWib } from '#shared/clock.ts';
import { ask, problemIn, type Registration, type Reply, type Wave } from '#web/shared/api.ts';
import { PATHS } from '#web/shared/paths.ts';
import { serverNow } from '#web/shared/server-clock.ts';
import { type Language, pageLanguage, saying } from '#web/shared/text.ts';
import { WAVES } from '#web/shared/texts/waves.ts';
import { stateNow, useNow, useWaves } from '#web/shared/waves.ts';
import { ApplicationForm } from './application-form.tsx';
import { bodyOf, FIELDS, type Field, faultsIn, NOTHING_TYPED, type Typed } from './check-form.ts';
import { forgetDraft, keepDraft, keepReceipt, keptDraft } from './kept.ts';
import { Receipt } from './receipt.tsx';
import { OnItsWay, Refused } from './sending.tsx';
import { takenOver, useTakenAlong } from './taken-along.ts';
import { FORM } from './texts/form.ts';
import { SENDING } from './texts/sending.ts';
import { useSending } from './use-sending.ts';
import { WaveCard } from './wave-card.tsx';

/** The form for a wave that takes registrations, or will: the one that the address names, or the one that opens first. */
function Register({ language }: { language: Language }) {
  const say = saying(FORM, language);
  const sayOfWaves = saying(WAVES, language);
  const known = useWaves(language);
  const now = useNow();
  const [wanted, setWanted] = useState(location.hash.slice(1));
  // Whoever is filling in the form keeps the wave that was chosen, also when it closes meanwhile: the answer says so then.
  const [chosen, setChosen] = useState<Wave>();
  const waves = known.state === 'known' ? known.waves : [];
  const offered = waves
    .filter((wave) => ['open', 'announced'].includes(stateNow(wave, now)))
    .sort((left, right) => left.opensAt.localeCompare(right.opensAt));
  useEffect(() => {
    const next = offered.find(({ waveId }) => waveId === wanted) ?? offered[0];
    if (!chosen && next) setChosen(next);
  });
  if (known.state === 'loading') return <p class="quiet">{sayOfWaves('loading')}</p>;
  if (known.state === 'failed' && !chosen) return <p role="alert">{sayOfWaves('failed')}</p>;
  if (!chosen) {
    return (
      <p>
        {say('noneOpen')} <a href={PATHS.home[language]}>{saying(SENDING, language)('toHome')}</a>
      </p>
    );
  }
  const choose = (waveId: string) => {
    setWanted(waveId);
    setChosen(offered.find((wave) => wave.waveId === waveId));
  };
  return (
    <>
      {offered.length > 1 && (
        <fieldset class="field">
          <legend>{say('which')}</legend>
          {offered.map(({ waveId, number }) => (
            <label key={waveId} class="choice">
              <input type="radio" name="wave" checked={waveId === chosen.waveId} onChange={() => choose(waveId)} />
              {sayOfWaves('wave', { number })}
            </label>
          ))}
        </fieldset>
      )}
      <Application key={chosen.waveId} wave={chosen} language={language} now={now} />
    </>
  );
}

function Application({ wave, language, now }: { wave: Wave; language: Language; now: number }) {
  const say = saying(FORM, language);
  const [draft] = useState(() => keptDraft<Typed>());
  const [typed, setTyped] = useState<Typed>(() => ({ ...NOTHING_TYPED, ...draft, ...takenOver<Typed>() }));
  const [left, setLeft] = useState<ReadonlySet<Field>>(new Set());
  const [refused, setRefused] = useState<Partial<Record<Field, string>>>({});
  const [sentWrong, setSentWrong] = useState(0);
  const [remember, setRemember] = useState(draft !== undefined);
  // As it is when the answer comes: it may be taken back on the way.
  const remembers = useRef(remember);
  remembers.current = remember;
  const { sending, start, stop } = useSending();
  useTakenAlong(typed);

  useEffect(() => {
    if (remember) keepDraft(typed);
  }, [typed, remember]);

  const today = dayInWib(new Date(serverNow()).toISOString());
  const wrong = faultsIn(typed, wave, today);
  const faults: Partial<Record<Field, string>> = {};
  for (const field of FIELDS) {
    const text = wrong[field];
    if (text && left.has(field)) faults[field] = say(text);
    else if (refused[field]) faults[field] = refused[field];
  }

  const submit = () => {
    setLeft(new Set(FIELDS));
    setRefused({});
    if (Object.keys(wrong).length > 0) return setSentWrong(sentWrong + 1);
    const body = bodyOf(typed);
    void start(wave, async () => {
      const reply = await ask(`/v1/waves/${wave.waveId}/registrations`, language, { method: 'POST', body });
      const registration = registrationIn(reply, wave);
      if (registration) forgetDraft();
      if (registration && remembers.current) keepReceipt(registration);
      return reply;
    });
  };
  const reply = sending.step === 'answered' ? sending.reply : undefined;
  const registration = registrationIn(reply, wave);
  const pointedAt = faultsPointedAt(reply);
  useEffect(() => {
    if (pointedAt) {
      setRefused(pointedAt);
      setSentWrong(sentWrong + 1);
      stop();
    }
  }, [reply]);

  if (registration) return <Receipt registration={registration} wave={wave} language={language} />;
  if (sending.step === 'waiting' || sending.step === 'sending') {
    return (
      <>
        <OnItsWay step={sending} language={language} onCancel={stop} />
        {remember && <KeptDraft language={language} onForget={() => setRemember(false)} />}
      </>
    );
  }
  if (reply && !pointedAt) {
    return (
      <Refused reply={reply} language={language}>
        <button type="button" class="button" onClick={stop}>
          {saying(SENDING, language)('backToForm')}
        </button>
      </Refused>
    );
  }
  return (
    <>
      <WaveCard wave={wave} now={now} language={language} compact />
      {remember && <KeptDraft language={language} onForget={() => setRemember(false)} />}
      <ApplicationForm
        {...{ wave, language, typed, faults, sentWrong, remember }}
        onType={(change) => {
          setTyped((before) => ({ ...before, ...change }));
          setRefused({});
        }}
        onLeave={(field) => setLeft((before) => new Set([...before, field]))}
        onRemember={(asked) => {
          setRemember(asked);
          if (!asked) forgetDraft();
        }}
        onSubmit={submit}
      />
    </>
  );
}

/** That the phone keeps what was typed, with the button that deletes it. */
function KeptDraft({ language, onForget }: { language: Language; onForget(): void }) {
  const say = saying(FORM, language);
  const forget = () => {
    forgetDraft();
    onForget();
  };
  return (
    <p class="note row">
      <span>{say('kept')}</span>
      <button type="button" class="button second" onClick={forget}>
        {say('forget')}
      </button>
    </p>
  );
}

function registrationIn(reply: Reply | undefined, { number }: Wave) {
  if (reply?.status !== 200 && reply?.status !== 201) return undefined;
  return { ...(reply.json as Registration), number };
}

/** What the API says of single fields; undefined where it says something else. */
function faultsPointedAt(reply: Reply | undefined): Partial<Record<Field, string>> | undefined {
  const errors = (reply && problemIn(reply)?.errors) ?? [];
  const known = errors.filter(({ pointer }) => (FIELDS as readonly string[]).includes(pointer.slice(1)));
  return known.length > 0 ? Object.fromEntries(known.map(({ pointer, detail }) => [pointer.slice(1), detail])) : undefined;
}

const place = document.getElementById('form');
if (place) {
  place.replaceChildren();
  render(<Register language={pageLanguage()} />, place);
}
