import type { ComponentChildren } from 'preact';
import { type Assets, Document } from '#web/shared/document.tsx';
import { PATHS, type PageName } from '#web/shared/paths.ts';
import { type Language, saying } from '#web/shared/text.ts';
import { FRAME } from '#web/shared/texts/frame.ts';

export type FrameProps = {
  page: PageName;
  language: Language;
  title: string;
  description: string;
  assets: Assets;
  children: ComponentChildren;
};

/** What stands around every page of the applicants' site. */
export function Frame({ page, language, title, description, assets, children }: FrameProps) {
  const say = saying(FRAME, language);
  const other = language === 'id' ? 'en' : 'id';
  const link = (to: PageName, text: string) => (
    <a href={PATHS[to][language]} aria-current={to === page ? 'page' : undefined}>
      {text}
    </a>
  );
  return (
    <Document language={language} title={title} description={description} paths={PATHS[page]} assets={assets}>
      <a class="skip" href="#isi">
        {say('skip')}
      </a>
      <header class="top">
        <div class="wide">
          <a class="brand" href={PATHS.home[language]}>
            {say('name')}
          </a>
          <a class="language" href={PATHS[page][other]} lang={other} hreflang={other}>
            {say('otherLanguage')}
          </a>
        </div>
        <nav class="menu wide" aria-label={say('menu')}>
          {link('home', say('home'))}
          {link('register', say('register'))}
          {link('result', say('result'))}
          {link('waves', say('waves'))}
          {link('check', say('check'))}
        </nav>
      </header>
      <main id="isi" tabindex={-1}>
        {children}
      </main>
      <footer class="bottom">
        <div class="wide">
          <p>{say('footer')}</p>
          <p class="row">
            {link('draw', say('draw'))}
            {link('places', say('places'))}
            {link('privacy', say('privacy'))}
            {link('officers', say('officers'))}
          </p>
        </div>
      </footer>
    </Document>
  );
}

/**
 * Where a script puts a part of the page; until then, and without scripts, it says where else to look.
 * @param data what the script finds on it, as `data-` attributes
 */
export function Island({ id, language, data = {} }: { id: string; language: Language; data?: { worker?: string | undefined } }) {
  const say = saying(FRAME, language);
  return (
    <div id={id} data-worker={data.worker}>
      <p class="quiet">{say('loading')}</p>
      <noscript>
        <p>
          {say('noScript')} <a href="/v1/waves">/v1/waves</a>
        </p>
      </noscript>
    </div>
  );
}
