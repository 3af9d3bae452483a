import { useOfficer } from '#web/officer/signed-in.tsx';
import { WAVE, WAVE_STATES } from '#web/officer/texts/wave.ts';
import type { Wave } from '#web/shared/api.ts';
import { Fact } from '#web/shared/fact.tsx';
import { dayText, instantText, numberText, remainingText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';
import { useNow } from '#web/shared/waves.ts';
import type { Report } from './use-report.ts';

/** Where the wave stands, what comes next and when, and its plan in short. */
export function Now({ wave, report }: { wave: Wave; report: Report }) {
  const { language } = useOfficer();
  const say = saying(WAVE, language);
  const now = useNow();
  const state = stateOf(report, wave, now);
  const next = nextInstant(state, wave, report);
  const number = (of: number) => numberText(of, language);
  return (
    <section class={`card ${state}`} aria-labelledby="now">
      <p class="state">{WAVE_STATES[state][language]}</p>
      <h2 id="now">
        {say('wave', { number: wave.number })} <code>{wave.waveId}</code>
      </h2>
      {next && (
        <p class="countdown" role="timer">
          {say(next.what, { left: remainingText(Date.parse(next.at) - now, language) })}
        </p>
      )}
      {state === 'closed' && <p>{say('startsByItself')}</p>}
      {report.revocationsStopped && (
        <p class="warning">{say('revocationsStopped', { at: instantText(report.revocationsStopped.at, language) })}</p>
      )}
      <dl class="facts">
        <Fact term={say('window')}>
          {instantText(wave.opensAt, language)} {say('to')} {instantText(wave.closesAt, language)}
        </Fact>
        <Fact term={say('beacon')}>
          {instantText(wave.beacon.at, language)} ({wave.beacon.chainName}
          {wave.beacon.test && `, ${say('testChain')}`})
        </Fact>
        <Fact term={say('places')}>
          {number(wave.places)}
          {wave.reserved !== undefined && `, ${say('reserved', { count: number(wave.reserved) })}`}
          {wave.fundedBy === 'recovery' && `, ${say('recovered')}`}
        </Fact>
        {wave.priority && (
          <Fact term={say('priority')}>{say('priorityShare', { perCent: number(wave.priority.perMille / 10) })}</Fact>
        )}
        {wave.deadline !== undefined && <Fact term={say('deadline')}>{instantText(wave.deadline, language)}</Fact>}
        {(report.holds ?? []).map(({ from, until, reason }) => (
          <Fact key={from} term={say('hold')}>
            {instantText(from, language)} {say('to')} {instantText(until, language)} (<code>{reason}</code>)
          </Fact>
        ))}
        {wave.refilled?.map(({ places, awarded }, index) => (
          <Fact key={`refill-${index + 1}`} term={say('refill', { number: index + 1 })}>
            {say('refillPlaces', { places: number(places) })}
            {awarded !== undefined && `, ${say('refillAwarded', { awarded: number(awarded) })}`}
          </Fact>
        ))}
        {wave.settledAt !== undefined && <Fact term={say('settled')}>{dayText(wave.settledAt, language)}</Fact>}
        <Fact term={say('planHash')}>
          <code>{wave.planHash}</code>
        </Fact>
      </dl>
    </section>
  );
}

type Next = { what: 'opensIn' | 'closesIn' | 'roundIn' | 'deadlineIn'; at: string };

function nextInstant(state: Wave['state'], wave: Wave, { selection }: Report): Next | undefined {
  if (state === 'announced') return { what: 'opensIn', at: wave.opensAt };
  if (state === 'open') return { what: 'closesIn', at: wave.closesAt };
  if (state === 'selecting' && selection?.progress.step === 'waiting' && selection.progress.beacon)
    return { what: 'roundIn', at: selection.progress.beacon.roundAt };
  if (state === 'published' && wave.deadline !== undefined && wave.settledAt === undefined)
    return { what: 'deadlineIn', at: wave.deadline };
  return undefined;
}

/** By the clock between two looks, as on everybody's pages; the report knows when the selection has begun and ended. */
function stateOf({ state }: Report, { opensAt, closesAt }: Wave, now: number): Wave['state'] {
  if (state === 'selecting' || state === 'published') return state;
  if (now < Date.parse(opensAt)) return 'announced';
  return now < Date.parse(closesAt) ? 'open' : 'closed';
}
