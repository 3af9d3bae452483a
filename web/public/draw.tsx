import { render } from 'preact';
import { useState } from 'preact/hooks';
import { type Language, pageLanguage, saying } from '#web/shared/text.ts';
import {
  type Drawn,
  differences,
  drawExample,
  EXAMPLE_PROVINCES,
  firstPlay,
  type Invented,
  invented,
  MOST_LETTERS,
  type Play,
  withOneBitTurned,
} from './draw/example.ts';
import { RandomNumber, randomNumber } from './draw/random-number.tsx';
import { Result } from './draw/result.tsx';
import { provinceName } from './names.ts';
import { PLAY } from './texts/draw.ts';

const MOST_PLACES = 8;
type Why = 'changedNumber' | 'changedBit' | 'changedPlaces' | 'changedList' | 'changedOrder' | 'changedBack';

/** A draw to play with: each change draws anew, and says what it has changed. */
function Playground({ language }: { language: Language }) {
  const say = saying(PLAY, language);
  const [play, setPlay] = useState(firstPlay);
  const [told, setTold] = useState('');
  const drawn = drawExample(play);
  const change = (why: Why, changes: Partial<Play>) => {
    const next = { ...play, ...changes };
    setPlay(next);
    setTold(whatChanged(why, drawn, drawExample(next), language));
  };
  const free = Array.from({ length: MOST_LETTERS }, (_, at) => invented(at)).find(
    ({ letter }) => !play.registered.some((one) => one.letter === letter),
  );
  const button = (text: string, onClick: () => void, disabled = false) => (
    <button type="button" class="button second" onClick={onClick} disabled={disabled}>
      {text}
    </button>
  );
  return (
    <div class="card">
      <RandomNumber
        value={play.randomness}
        language={language}
        onChange={(randomness) => change('changedNumber', { randomness })}
      />
      <p class="row">
        {button(say('another'), () => change('changedNumber', { randomness: randomNumber() }))}
        {button(say('oneBit'), () => change('changedBit', { randomness: withOneBitTurned(play.randomness) }))}
        {button(say('fromStart'), () => change('changedBack', firstPlay()))}
      </p>
      <div class="field parts">
        {EXAMPLE_PROVINCES.map((province) => (
          <div class="field" key={province}>
            <label for={`places-${province}`}>{say('placesOf', { province: provinceName(province) })}</label>
            <select
              id={`places-${province}`}
              value={play.places[province]}
              onChange={(event) =>
                change('changedPlaces', { places: { ...play.places, [province]: Number(event.currentTarget.value) } })
              }
            >
              {Array.from({ length: MOST_PLACES + 1 }, (_, places) => (
                <option key={String(places)} value={places}>
                  {places}
                </option>
              ))}
            </select>
          </div>
        ))}
      </div>
      <Entrants
        registered={play.registered}
        language={language}
        onRemove={(letter) => change('changedList', { registered: play.registered.filter((one) => one.letter !== letter) })}
      />
      <p class="row">
        {button(say('add'), () => free && change('changedList', { registered: [...play.registered, free] }), !free)}
        {button(say('shuffle'), () => change('changedOrder', { registered: shuffled(play.registered) }))}
      </p>
      <p class="told" role="status">
        {told}
      </p>
      <Result drawn={drawn} places={play.places} language={language} />
    </div>
  );
}

type EntrantsProps = { registered: readonly Invented[]; language: Language; onRemove(letter: string): void };

function Entrants({ registered, language, onRemove }: EntrantsProps) {
  const say = saying(PLAY, language);
  return (
    <div>
      <h3 id="registered">{say('entrants')}</h3>
      <ol class="chips" aria-labelledby="registered">
        {registered.map(({ letter, province }) => (
          <li key={letter}>
            {say('entrant', { letter, province: provinceName(province) })}
            <button type="button" aria-label={say('remove', { letter })} onClick={() => onRemove(letter)}>
              ×
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}

function whatChanged(why: Why, before: Drawn, now: Drawn, language: Language): string {
  const say = saying(PLAY, language);
  const { tickets, in: got, out } = differences(before, now);
  if (tickets === 0 && got.length === 0 && out.length === 0) return `${say(why)} ${say('nothing')}`;
  return [
    say(why),
    say('tickets', { tickets, all: now.order.length }),
    got.length > 0 && say('nowIn', { letters: got.join(', ') }),
    out.length > 0 && say('nowOut', { letters: out.join(', ') }),
    got.length + out.length === 0 && say('same'),
  ]
    .filter(Boolean)
    .join(' ');
}

/** In another order than before, where there is one. */
function shuffled(registered: readonly Invented[]): readonly Invented[] {
  const mixed = registered.map((one) => ({ one, at: Math.random() })).sort((left, right) => left.at - right.at);
  const letters = mixed.map(({ one }) => one);
  const isSame = letters.every((one, at) => one === registered[at]);
  return isSame ? letters.reverse() : letters;
}

const place = document.getElementById('draw');
if (place) {
  place.replaceChildren();
  render(<Playground language={pageLanguage()} />, place);
}
