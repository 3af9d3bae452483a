import { useRef, useState } from 'preact/hooks';
import { MOST_KEYS } from '#shared/partners/partner.ts';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { PARTNERS } from '#web/officer/texts/partners.ts';
import { describedBy, Labelled } from '#web/shared/fields.tsx';
import { saying } from '#web/shared/text.ts';
import { type PublicKey, readKeys } from './read-key.ts';

type KeyFieldProps = {
  keys: readonly PublicKey[];
  fault: string | undefined;
  onKeys(keys: readonly PublicKey[]): void;
};

/** A file of more bytes holds no public key. */
const MOST_BYTES = 20_000;

/** The keys of a partner: pasted or from a file, checked at once. What is secret is taken out of the field before anything else. */
export function KeyField({ keys, fault, onKeys }: KeyFieldProps) {
  const { language } = useOfficer();
  const say = saying(PARTNERS, language);
  const [text, setText] = useState('');
  const stands = useRef('');
  const [told, tell] = useState('');
  const [wrong, setWrong] = useState<string>();
  /** @returns whether the text is to stay where it is, to be mended */
  const take = (given: string): boolean => {
    tell('');
    setWrong(undefined);
    const read = readKeys(given);
    switch (read.outcome) {
      case 'nothing':
        return false;
      case 'private':
      case 'unreadable':
      case 'another':
        setWrong(say(read.outcome));
        return read.outcome !== 'private';
      case 'keys': {
        const added = read.keys.filter(({ kid }) => !keys.some((key) => key.kid === kid));
        if (keys.length + added.length > MOST_KEYS) setWrong(say('tooMany', { most: MOST_KEYS }));
        else if (added.length === 0) tell(say('keyThere'));
        else {
          onKeys([...keys, ...added]);
          tell(say('keyAdded', { kid: added.map(({ kid }) => kid).join(', ') }));
        }
        return false;
      }
    }
  };
  const pasted = (field: HTMLTextAreaElement) => {
    // A paste of several lines can be told several times, the later ones of a field that was emptied meanwhile: what was said stays.
    if (field.value === '' && stands.current === '') return;
    const stays = take(field.value);
    // The state may be empty already, so that nothing else would empty the field.
    if (!stays) field.value = '';
    stands.current = field.value;
    setText(field.value);
  };
  const chosen = async (field: HTMLInputElement) => {
    const file = field.files?.[0];
    const given = file && file.size <= MOST_BYTES ? await file.text().catch(() => '?') : '?';
    field.value = '';
    take(given);
  };
  const paste = { id: 'keyText', label: say('keyText'), hint: say('keyTextHint'), fault: wrong ?? fault };
  return (
    <fieldset class="field">
      <legend>{say('keysHeading')}</legend>
      {keys.length === 0 ? (
        <p class="hint">{say('keysNone')}</p>
      ) : (
        <ul class="plain keys">
          {keys.map(({ kid }) => (
            <li key={kid} class="row">
              <code>{kid}</code>
              <button
                type="button"
                class="button second"
                aria-label={say('removeOf', { kid })}
                onClick={() => {
                  onKeys(keys.filter((key) => key.kid !== kid));
                  document.getElementById('keyText')?.focus();
                }}
              >
                {say('remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p role="status" class="remark">
        {told}
      </p>
      <div role="alert">{wrong && <p class="unseen">{wrong}</p>}</div>
      <Labelled {...paste}>
        <textarea
          id="keyText"
          class="pasted"
          rows={4}
          autocomplete="off"
          spellcheck={false}
          value={text}
          aria-describedby={describedBy(paste)}
          aria-invalid={paste.fault ? 'true' : undefined}
          onInput={(event) => pasted(event.currentTarget)}
        />
      </Labelled>
      <Labelled id="keyFile" label={say('keyFile')}>
        <input
          id="keyFile"
          type="file"
          accept=".json,.jwk,.jwks,.pem,.pub,.txt"
          onChange={(event) => void chosen(event.currentTarget)}
        />
      </Labelled>
    </fieldset>
  );
}
