import { useState } from 'preact/hooks';
import { PROVINCES } from '#shared/regions/provinces.ts';
import { InputField } from '#web/officer/fields.tsx';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { LEDGER } from '#web/officer/texts/ledger.ts';
import { type Faults, ProposalForm } from '#web/officer/wave/proposal-form.tsx';
import { RadioField } from '#web/shared/fields.tsx';
import { numberText } from '#web/shared/format.ts';
import { saying } from '#web/shared/text.ts';

/** Proposes that places that came back are granted to a wave that is yet to be announced. By province they add up by themselves. */
export function GrantForm({ year, inHand }: { year: string; inHand: number }) {
  const { language } = useOfficer();
  const say = saying(LEDGER, language);
  const [waveId, setWaveId] = useState('');
  const [shape, setShape] = useState('national');
  const [places, setPlaces] = useState('');
  const [byProvince, setByProvince] = useState<Readonly<Record<string, string>>>({});
  const given = Object.entries(byProvince).filter(([, of]) => of !== '');
  const sum = given.reduce((total, [, of]) => total + Number(of), 0);
  const body = () => ({
    kind: 'grant-recovered',
    waveId,
    year,
    ...(shape === 'national'
      ? { places: numberIn(places), byProvince: 'national' }
      : { places: Number.isNaN(sum) ? '' : sum, byProvince: Object.fromEntries(given.map(([code, of]) => [code, numberIn(of)])) }),
  });
  return (
    <ProposalForm
      heading={say('grant')}
      explanation={say('grantBody', { inHand: numberText(inHand, language), year })}
      button={say('propose')}
      body={body}
    >
      {(faults: Faults) => (
        <>
          <InputField
            id="grant-wave"
            kind="text"
            label={say('grantWave')}
            hint={say('grantWaveHint')}
            value={waveId}
            fault={faults['waveId']}
            onType={setWaveId}
          />
          <RadioField
            id="grant-shape"
            label={say('grantShape')}
            value={shape}
            choices={[
              { value: 'national', text: say('forAll') },
              { value: 'provinces', text: say('perProvince') },
            ]}
            onChoose={setShape}
          />
          {shape === 'national' ? (
            <InputField
              id="grant-places"
              kind="number"
              label={say('grantPlaces')}
              value={places}
              fault={faults['places'] ?? faults['byProvince']}
              onType={setPlaces}
            />
          ) : (
            <fieldset class="field">
              <legend>{say('perProvince')}</legend>
              {(faults['places'] ?? faults['byProvince']) && <p class="fault">{faults['places'] ?? faults['byProvince']}</p>}
              <p class="hint" role="status">
                {say('grantSum', {
                  sum: Number.isNaN(sum) ? '–' : numberText(sum, language),
                  inHand: numberText(inHand, language),
                })}
              </p>
              <div class="provinces">
                {PROVINCES.map(({ code, name }) => (
                  <InputField
                    key={code}
                    id={`grant-${code}`}
                    kind="number"
                    label={name}
                    value={byProvince[code] ?? ''}
                    onType={(of) => setByProvince((before) => ({ ...before, [code]: of }))}
                  />
                ))}
              </div>
            </fieldset>
          )}
        </>
      )}
    </ProposalForm>
  );
}

/** What is no number goes as it was typed: the API says what it must be. */
function numberIn(text: string): number | string {
  return /^\d+$/.test(text) ? Number(text) : text;
}
