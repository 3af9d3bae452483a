import { Frame, Island } from '#web/applicant/frame.tsx';
import type { PageProps } from '#web/applicant/pages.tsx';
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
        <h1>{say('heading')}</h1>
        <Island id="waves" language={language} />
      </div>
    </Frame>
  );
}

export function DrawPage({ language, assets }: PageProps) {
  const say = saying(DRAW, language);
  return (
    <Frame page="draw" language={language} title={say('title')} description={say('description')} assets={assets}>
      <div class="wide flow">
        <h1>{say('heading')}</h1>
        <Island id="draw" language={language} />
      </div>
    </Frame>
  );
}

export function PlacesPage({ language, assets }: PageProps) {
  const say = saying(PLACES, language);
  return (
    <Frame page="places" language={language} title={say('title')} description={say('description')} assets={assets}>
      <div class="wide flow">
        <h1>{say('heading')}</h1>
        <Island id="places" language={language} />
      </div>
    </Frame>
  );
}
