import { useState } from 'preact/hooks';
import { PROVINCES } from '#shared/regions/provinces.ts';
import { Group } from '#web/shared/fields.tsx';
import { numberText } from '#web/shared/format.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { PLAN } from '../texts/plan.ts';
import { FIELD_FAULTS, FIELD_NAMES, PASTE_FAULTS } from '../texts/plan-fields.ts';
import { type Draft, placesOf, totalOf } from './draft.ts';
import { numberIn, type PasteFault, readPlaces } from './paste-places.ts';

type PlacesFieldProps = {
  draft: Draft;
  fault: string | undefined;
  language: Language;
  onChange(change: Partial<Draft>): void;
};

/** The places of each province, typed or pasted, with their total held against the places of the wave. */
export function PlacesField({ draft, fault, language, onChange }: PlacesFieldProps) {
  const say = saying(PLAN, language);
  const entered = placesOf(draft);
  // Before the year is known, those that there are today: the division of Papua in 2022 is past.
  const year = Number(draft.opens.date.slice(0, 4)) || Number.POSITIVE_INFINITY;
  const provinces = PROVINCES.filter(({ code, since }) => since <= year || Object.hasOwn(entered, code));
  return (
    <>
      <Paste language={language} onTake={(byProvince) => onChange({ byProvince })} />
      <Group id="byProvince" label={say('places')} hint={say('placesHint')} fault={fault}>
        <ul class="provinces">
          {provinces.map(({ code, name }, at) => {
            const id = at === 0 ? 'byProvince' : `byProvince-${code}`;
            const wrong = entered[code] === null;
            return (
              <li key={code} class={wrong ? 'wrong' : undefined}>
                <label for={id}>
                  {name} <span class="quiet">{code}</span>
                </label>
                <input
                  id={id}
                  type="text"
                  inputMode="numeric"
                  autocomplete="off"
                  value={draft.byProvince[code] ?? ''}
                  aria-invalid={wrong ? 'true' : undefined}
                  aria-describedby={wrong ? `${id}-wrong` : undefined}
                  onInput={(event) => onChange({ byProvince: { ...draft.byProvince, [code]: event.currentTarget.value } })}
                />
                {wrong && (
                  <p class="fault" id={`${id}-wrong`}>
                    {FIELD_FAULTS.byProvince[language]}
                  </p>
                )}
              </li>
            );
          })}
        </ul>
        <Total draft={draft} language={language} onTake={(places) => onChange({ places })} />
      </Group>
    </>
  );
}

/** The total as it grows, and by how much it differs from the places of the wave. */
function Total({ draft, language, onTake }: { draft: Draft; language: Language; onTake(places: string): void }) {
  const say = saying(PLAN, language);
  const count = (number: number) => numberText(number, language);
  const total = totalOf(draft);
  const provinces = Object.keys(placesOf(draft)).length;
  const places = numberIn(draft.places);
  const difference = places === undefined ? undefined : total - places;
  const verdict =
    difference === undefined
      ? say('totalAlone')
      : difference === 0
        ? say('totalRight')
        : say(difference > 0 ? 'totalAbove' : 'totalBelow', {
            difference: count(Math.abs(difference)),
            places: count(places ?? 0),
          });
  return (
    <div class={difference ? 'total differs' : 'total'}>
      <p role="status">
        <strong>{say('total', { total: count(total), provinces })}</strong> {verdict}
      </p>
      {total > 0 && difference !== 0 && (
        <button type="button" class="button second" onClick={() => onTake(String(total))}>
          {say('takeTotal', { total: count(total), field: FIELD_NAMES.places[language] })}
        </button>
      )}
    </div>
  );
}

/** A table out of a spreadsheet: read while it is there, and taken over whole by a press. */
function Paste({ language, onTake }: { language: Language; onTake(byProvince: Draft['byProvince']): void }) {
  const say = saying(PLAN, language);
  const [text, setText] = useState('');
  const [taken, setTaken] = useState<{ provinces: number; total: number }>();
  const { places, total, faults } = readPlaces(text);
  const provinces = Object.keys(places).length;
  const count = (number: number) => numberText(number, language);
  const take = () => {
    onTake(Object.fromEntries(Object.entries(places).map(([code, of]) => [code, String(of)])));
    setTaken({ provinces, total });
    setText('');
  };
  return (
    <details class="paste" open={text !== '' || undefined}>
      <summary>{say('paste')}</summary>
      <div class={faults.length > 0 ? 'field wrong' : 'field'}>
        <label for="paste">{say('pasteLabel')}</label>
        <p class="hint" id="paste-hint">
          {say('pasteHint')}
        </p>
        <textarea
          id="paste"
          rows={6}
          spellcheck={false}
          value={text}
          aria-describedby="paste-hint paste-found"
          aria-invalid={faults.length > 0 ? 'true' : undefined}
          onInput={(event) => {
            setText(event.currentTarget.value);
            setTaken(undefined);
          }}
        />
        <div id="paste-found" role="status">
          {taken && <p class="done">{say('pasteTaken', { provinces: taken.provinces, total: count(taken.total) })}</p>}
          {faults.length > 0 && (
            <>
              <p class="fault">{say('pasteFaults', { count: faults.length })}</p>
              <ul>
                {faults.slice(0, MOST_FAULTS).map((fault) => (
                  <li key={fault.line}>{faultText(fault, language)}</li>
                ))}
                {faults.length > MOST_FAULTS && <li>{say('pasteMore', { count: faults.length - MOST_FAULTS })}</li>}
              </ul>
            </>
          )}
          {faults.length === 0 && provinces > 0 && <p class="remark">{say('pasteRead', { provinces, total: count(total) })}</p>}
        </div>
        {faults.length === 0 && provinces > 0 && (
          <button type="button" class="button second" onClick={take}>
            {say('pasteTake')}
          </button>
        )}
      </div>
    </details>
  );
}

/** Of a table that is no table of places at all, each line is wrong. */
const MOST_FAULTS = 12;

function faultText(fault: PasteFault, language: Language): string {
  const count = (number: number) => numberText(number, language);
  const values = 'said' in fault ? { ...fault, said: count(fault.said), total: count(fault.total) } : fault;
  return saying(PASTE_FAULTS, language)(fault.fault, values);
}
