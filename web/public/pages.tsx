import type { PageProps } from '#web/shared/document.tsx';
import { Frame, Island } from '#web/shared/frame.tsx';
import { PATHS } from '#web/shared/paths.ts';
import { saying } from '#web/shared/text.ts';
import { CHECK } from './texts/check.ts';
import { DRAW } from './texts/draw.ts';
import { PLACES } from './texts/places.ts';
import { ALL_WAVES } from './texts/waves.ts';

/** Where anybody recounts a draw. `assets.worker` is the recount's own script, which the page's script starts. */
export function CheckPage({ language, assets }: PageProps) {
  const say = saying(CHECK, language);
  return (
    <Frame page="check" language={language} title={say('title')} description={say('description')} assets={assets}>
      <div class="wide flow">
        <div>
          <h1>{say('heading')}</h1>
          <p class="lead">{say('lead')}</p>
        </div>
        <Island id="check" language={language} data={{ worker: assets.worker }} />
        <section aria-labelledby="draw-steps">
          <h2 id="draw-steps">{say('how')}</h2>
          <ol class="steps">
            <li>{say('stepList')}</li>
            <li>{say('stepBeacon')}</li>
            <li>{say('stepTicket')}</li>
            <li>{say('stepSame')}</li>
          </ol>
          <p class="quiet">{say('otherWay')}</p>
          <p>
            <a href={PATHS.waves[language]}>{say('allWaves')}</a>
          </p>
        </section>
      </div>
    </Frame>
  );
}

export function WavesPage({ language, assets }: PageProps) {
  const say = saying(ALL_WAVES, language);
  return (
    <Frame page="waves" language={language} title={say('title')} description={say('description')} assets={assets}>
      <div class="wide flow">
        <div>
          <h1>{say('heading')}</h1>
          <p class="lead">{say('lead')}</p>
        </div>
        <Island id="waves" language={language} />
        <section aria-labelledby="more">
          <h2 id="more">{say('more')}</h2>
          <ul>
            <li>
              <a href={PATHS.draw[language]}>{say('moreDraw')}</a>
            </li>
            <li>
              <a href={PATHS.places[language]}>{say('morePlaces')}</a>
            </li>
            <li>
              <a href={PATHS.check[language]}>{say('moreCheck')}</a>
            </li>
          </ul>
        </section>
      </div>
    </Frame>
  );
}

export function DrawPage({ language, assets }: PageProps) {
  const say = saying(DRAW, language);
  return (
    <Frame page="draw" language={language} title={say('title')} description={say('description')} assets={assets}>
      <div class="wide flow">
        <div>
          <h1>{say('heading')}</h1>
          <p class="lead">{say('lead')}</p>
        </div>
        <section aria-labelledby="steps">
          <h2 id="steps">{say('steps')}</h2>
          <ol class="steps">
            <li>{say('stepPlan')}</li>
            <li>{say('stepLock')}</li>
            <li>{say('stepBeacon')}</li>
            <li>{say('stepTicket')}</li>
            <li>{say('stepLowest')}</li>
          </ol>
        </section>
        <section aria-labelledby="why">
          <h2 id="why">{say('why')}</h2>
          <ul>
            <li>{say('whyOperator')}</li>
            <li>{say('whyBeacon')}</li>
            <li>{say('whyApplicant')}</li>
            <li>{say('whyAgain')}</li>
          </ul>
        </section>
        <section aria-labelledby="play">
          <h2 id="play">{say('play')}</h2>
          <p>{say('playBody')}</p>
          <Island id="draw" language={language} />
          <h3>{say('leftOut')}</h3>
          <p>{say('leftOutBody')}</p>
          <ul>
            <li>
              <a href={PATHS.waves[language]}>{say('further')}</a>
            </li>
            <li>
              <a href={PATHS.check[language]}>{say('furtherRecount')}</a>
            </li>
          </ul>
        </section>
      </div>
    </Frame>
  );
}

export function PlacesPage({ language, assets }: PageProps) {
  const say = saying(PLACES, language);
  return (
    <Frame page="places" language={language} title={say('title')} description={say('description')} assets={assets}>
      <div class="wide flow">
        <div>
          <h1>{say('heading')}</h1>
          <p class="lead">{say('lead')}</p>
        </div>
        <Island id="places" language={language} />
      </div>
    </Frame>
  );
}
