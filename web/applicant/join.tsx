import { ask, type Registration, type Wave } from '#web/shared/api.ts';
import { instantText } from '#web/shared/format.ts';
import { PATHS } from '#web/shared/paths.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { WAVES } from '#web/shared/texts/waves.ts';
import { stateNow } from '#web/shared/waves.ts';
import { type KeptReceipt, keepReceipt } from './kept.ts';
import { Receipt } from './receipt.tsx';
import { OnItsWay, Refused } from './sending.tsx';
import { RESULT } from './texts/result.ts';
import { useSending } from './use-sending.ts';

export type JoinProps = {
  /** With which manage token somebody joins. */
  manageToken: string;
  waves: readonly Wave[];
  /** Waves of which the holder has a registration already. */
  joined: readonly string[];
  /** Whether that registration is kept on this phone: then the next is kept too. */
  keeps: boolean;
  language: Language;
  now: number;
};

/** Joining the next wave by one press: the details given before are used again. */
export function Join({ manageToken, waves, joined, keeps, language, now }: JoinProps) {
  const say = saying(RESULT, language);
  const { sending, start, stop } = useSending();
  const [next] = waves
    .filter((wave) => ['open', 'announced'].includes(stateNow(wave, now)) && !joined.includes(wave.waveId))
    .sort((left, right) => left.opensAt.localeCompare(right.opensAt));
  const reply = sending.step === 'answered' ? sending.reply : undefined;
  const registration = registrationIn(reply, waves);
  const join = async (wave: Wave) => {
    const joining = await ask(`/v1/waves/${wave.waveId}/registration`, language, { method: 'POST', token: manageToken });
    const joined = registrationIn(joining, waves);
    if (joined && keeps) keepReceipt(joined);
    return joining;
  };
  if (registration) {
    const wave = waves.find(({ waveId }) => waveId === registration.waveId);
    return <Receipt registration={registration} wave={wave} language={language} />;
  }
  if (reply) {
    return (
      <Refused reply={reply} language={language}>
        <a class="button" href={`${PATHS.register[language]}#${next?.waveId ?? ''}`}>
          {saying(WAVES, language)('fillInEarly')}
        </a>
      </Refused>
    );
  }
  if (sending.step === 'waiting' || sending.step === 'sending')
    return <OnItsWay step={sending} language={language} onCancel={stop} />;
  return (
    <section class="card" aria-labelledby="join">
      <h2 id="join">{say('joinHeading')}</h2>
      {next ? (
        <>
          <p>{say('joinBody')}</p>
          {stateNow(next, now) === 'announced' && <p>{say('joinOpensLater', { at: instantText(next.opensAt, language) })}</p>}
          <button type="button" class="button" onClick={() => void start(next, () => join(next))}>
            {say('join', { number: next.number })}
          </button>
        </>
      ) : (
        <p>{say('joinNone')}</p>
      )}
    </section>
  );
}

function registrationIn(
  reply: { status: number | undefined; json?: unknown } | undefined,
  waves: readonly Wave[],
): KeptReceipt | undefined {
  if (reply?.status !== 200 && reply?.status !== 201) return undefined;
  const registration = reply.json as Registration;
  return { ...registration, number: waves.find(({ waveId }) => waveId === registration.waveId)?.number ?? 0 };
}
