import type { PageProps } from '#web/shared/document.tsx';
import { Frame, Island } from '#web/shared/frame.tsx';
import { PATHS } from '#web/shared/paths.ts';
import { saying } from '#web/shared/text.ts';
import { FORM } from './texts/form.ts';
import { HOME } from './texts/home.ts';
import { PRIVACY } from './texts/privacy.ts';
import { RESULT } from './texts/result.ts';

export function HomePage({ language, assets }: PageProps) {
  const say = saying(HOME, language);
  return (
    <Frame page="home" language={language} title={say('title')} description={say('description')} assets={assets}>
      <section class="hero">
        <div class="wide">
          <h1>{say('heading')}</h1>
          <p class="lead">{say('lead')}</p>
        </div>
      </section>
      <div class="wide flow">
        <section aria-labelledby="waves-heading">
          <h2 id="waves-heading">{say('waves')}</h2>
          <Island id="waves" language={language} />
        </section>
        <section class="note" aria-labelledby="no-hurry">
          <h2 id="no-hurry">{say('noHurry')}</h2>
          <p>{say('noHurryBody')}</p>
        </section>
        <section aria-labelledby="how">
          <h2 id="how">{say('how')}</h2>
          <ol class="steps">
            <li>{say('stepApply')}</li>
            <li>{say('stepScreen')}</li>
            <li>{say('stepDraw')}</li>
            <li>{say('stepResult')}</li>
          </ol>
        </section>
        <section aria-labelledby="who">
          <h2 id="who">{say('whoMay')}</h2>
          <ul>
            <li>{say('ruleCitizen')}</li>
            <li>{say('ruleAge')}</li>
            <li>{say('ruleSchool')}</li>
            <li>{say('ruleOccupation')}</li>
            <li>{say('ruleOnce')}</li>
          </ul>
        </section>
        <section class="warning" aria-labelledby="never">
          <h2 id="never">{say('never')}</h2>
          <ul>
            <li>{say('neverCode')}</li>
            <li>{say('neverMoney')}</li>
            <li>{say('neverPhoto')}</li>
            <li>{say('neverLink')}</li>
          </ul>
          <p>{say('neverWhatToDo')}</p>
        </section>
      </div>
    </Frame>
  );
}

export function RegisterPage({ language, assets }: PageProps) {
  const say = saying(FORM, language);
  return (
    <Frame page="register" language={language} title={say('title')} description={say('description')} assets={assets}>
      <div class="wide flow">
        <div id="before">
          <h1>{say('heading')}</h1>
          <p>{say('before')}</p>
        </div>
        <Island id="form" language={language} />
        <p>
          <a href={PATHS.privacy[language]}>{say('privacyLink')}</a>
        </p>
      </div>
    </Frame>
  );
}

export function ResultPage({ language, assets }: PageProps) {
  const say = saying(RESULT, language);
  return (
    <Frame page="result" language={language} title={say('title')} description={say('description')} assets={assets}>
      <div class="wide flow">
        <h1>{say('heading')}</h1>
        <Island id="own" language={language} />
      </div>
    </Frame>
  );
}

export function PrivacyPage({ language, assets }: PageProps) {
  const say = saying(PRIVACY, language);
  return (
    <Frame page="privacy" language={language} title={say('title')} description={say('description')} assets={assets}>
      <div class="wide flow">
        <h1>{say('heading')}</h1>
        <section aria-labelledby="with-us">
          <h2 id="with-us">{say('withUs')}</h2>
          <ul>
            <li>{say('sealed')}</li>
            <li>{say('once')}</li>
            <li>{say('published')}</li>
            <li>{say('erased')}</li>
          </ul>
        </section>
        <section aria-labelledby="on-phone">
          <h2 id="on-phone">{say('onPhone')}</h2>
          <ul>
            <li>{say('onlyAsked')}</li>
            <li>{say('noTracking')}</li>
          </ul>
        </section>
      </div>
    </Frame>
  );
}
