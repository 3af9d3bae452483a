import type { Assets } from '#web/shared/document.tsx';
import type { PageName } from '#web/shared/paths.ts';
import { type Language, saying, type Text } from '#web/shared/text.ts';
import { OfficerFrame } from './frame.tsx';
import { APPEALS } from './texts/appeals.ts';
import { AUDIT } from './texts/audit.ts';
import { LEDGER } from './texts/ledger.ts';
import { LISTS } from './texts/lists.ts';
import { OVERVIEW } from './texts/overview.ts';
import { PARTNERS } from './texts/partners.ts';
import { PLAN } from './texts/plan.ts';
import { PROPOSALS } from './texts/proposals.ts';
import { SIGN_IN } from './texts/sign-in.ts';
import { WAVE } from './texts/wave.ts';

type OfficerPageProps = { language: Language; assets: Assets };

/** A page of which all but title and heading is made by its script: it is nobody's business without a session. */
function pageOf(page: PageName, texts: { title: Text; heading: Text }) {
  return ({ language, assets }: OfficerPageProps) => {
    const say = saying(texts, language);
    return <OfficerFrame {...{ page, language, assets }} title={say('title')} heading={say('heading')} />;
  };
}

/** The officers' pages by name. */
export const OFFICER_PAGES = {
  officers: pageOf('officers', OVERVIEW),
  signIn: pageOf('signIn', SIGN_IN),
  plan: pageOf('plan', PLAN),
  proposals: pageOf('proposals', PROPOSALS),
  wave: pageOf('wave', WAVE),
  ledger: pageOf('ledger', LEDGER),
  appeals: pageOf('appeals', APPEALS),
  lists: pageOf('lists', LISTS),
  partners: pageOf('partners', PARTNERS),
  audit: pageOf('audit', AUDIT),
} as const;
