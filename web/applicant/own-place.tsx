import type { OwnRegistration } from '#web/shared/api.ts';
import { instantText, remainingText } from '#web/shared/format.ts';
import { saveFile } from '#web/shared/save-file.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { deadlineCalendar } from './calendar.ts';
import { RESULT } from './texts/result.ts';

/** A recipient's place: until when it is to be used and how, or what has become of it. */
export function OwnPlace({
  place,
  language,
  now,
}: {
  place: NonNullable<OwnRegistration['place']>;
  language: Language;
  now: number;
}) {
  const say = saying(RESULT, language);
  const at = (instant: string | undefined) => ({ at: instant ? instantText(instant, language) : '' });
  if (place.state === 'activated') return <p>{say('placeUsed', at(place.activatedAt))}</p>;
  if (place.state === 'revoked') return <p>{say('placeRevoked', at(place.revokedAt))}</p>;
  const remind = () => {
    const { name, text } = deadlineCalendar(place.deadline, say('calendarTitle'));
    saveFile(name, text, 'text/calendar');
  };
  return (
    <>
      <p class="deadline">{say('placeDeadline', at(place.deadline))}</p>
      <p class="countdown" role="timer">
        {say('placeLeft', { left: remainingText(Date.parse(place.deadline) - now, language) })}
      </p>
      {place.heldUntil && Date.parse(place.heldUntil) > now && <p>{say('placeHeld', at(place.heldUntil))}</p>}
      <p>{say('placeHow')}</p>
      <p>{say('placeReminders')}</p>
      <p class="no-print">
        <button type="button" class="button" onClick={remind}>
          {say('placeCalendar')}
        </button>
      </p>
    </>
  );
}
