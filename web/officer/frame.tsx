import { type Assets, Document } from '#web/shared/document.tsx';
import { PATHS, type PageName } from '#web/shared/paths.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { OFFICER } from './texts/officer.ts';

export type OfficerFrameProps = {
  page: PageName;
  language: Language;
  title: string;
  heading: string;
  assets: Assets;
};

/** An officers' page as it is built: heading and menu, and a place for the script. It holds nobody's data. */
export function OfficerFrame({ page, language, title, heading, assets }: OfficerFrameProps) {
  const say = saying(OFFICER, language);
  const other = language === 'id' ? 'en' : 'id';
  const link = (to: PageName, text: string) => (
    <a href={PATHS[to][language]} aria-current={to === page ? 'page' : undefined}>
      {text}
    </a>
  );
  return (
    <Document language={language} title={title} description={say('description')} paths={PATHS[page]} assets={assets}>
      <a class="skip" href="#isi">
        {say('skip')}
      </a>
      <header class="top">
        <div class="wide">
          <a class="brand" href={PATHS.officers[language]}>
            {say('brand')}
          </a>
          <a class="language" href={PATHS[page][other]} lang={other} hreflang={other}>
            {say('otherLanguage')}
          </a>
        </div>
        <nav class="menu wide" aria-label={say('menu')}>
          {link('officers', say('overview'))}
          {link('plan', say('plan'))}
          {link('proposals', say('proposals'))}
          {link('ledger', say('ledger'))}
          {link('appeals', say('appeals'))}
          {link('lists', say('lists'))}
          {link('partners', say('partners'))}
          {link('audit', say('audit'))}
        </nav>
      </header>
      <main id="isi" tabindex={-1}>
        <div class="wide flow">
          <h1>{heading}</h1>
          <div id="officers" data-worker={assets.worker}>
            <p class="quiet">{say('loading')}</p>
            <noscript>
              <p>{say('noScript')}</p>
            </noscript>
          </div>
        </div>
      </main>
      <footer class="bottom">
        <div class="wide">
          <p>{say('footer')}</p>
          <p>
            <a href={PATHS.home[language]}>{say('applicantsPages')}</a>
          </p>
        </div>
      </footer>
    </Document>
  );
}
