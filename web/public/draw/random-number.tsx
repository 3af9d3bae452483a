import { useEffect, useState } from 'preact/hooks';
import { type Language, saying } from '#web/shared/text.ts';
import { PLAY } from '../texts/draw.ts';

const NUMBER = /^[0-9a-f]{64}$/;

/** The random number, to be typed over digit by digit. What is none yet is told and draws nothing. */
export function RandomNumber({ value, language, onChange }: { value: string; language: Language; onChange(number: string): void }) {
  const say = saying(PLAY, language);
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const number = typed.replaceAll(/\s/g, '').toLowerCase();
  const wrong = !NUMBER.test(number);
  return (
    <div class={wrong ? 'field wrong' : 'field'}>
      <label for="randomness">{say('randomness')}</label>
      <p class="hint" id="randomness-hint">
        {say('randomnessHint')}
      </p>
      {wrong && (
        <p class="fault" id="randomness-fault" role="alert">
          {say('randomnessWrong', { count: number.length })}
        </p>
      )}
      <textarea
        id="randomness"
        class="digits"
        rows={4}
        spellcheck={false}
        autocomplete="off"
        value={typed}
        aria-invalid={wrong}
        aria-describedby={wrong ? 'randomness-hint randomness-fault' : 'randomness-hint'}
        onInput={(event) => {
          const next = event.currentTarget.value;
          setTyped(next);
          const digits = next.replaceAll(/\s/g, '').toLowerCase();
          if (NUMBER.test(digits)) onChange(digits);
        }}
      />
    </div>
  );
}

/** 64 hex digits from the device's own source of chance. */
export function randomNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
