import { type ComponentChildren, type ComponentType, createContext, render } from 'preact';
import { useCallback, useContext, useState } from 'preact/hooks';
import type { Role } from '#shared/names.ts';
import { ask, type Reply, type Request } from '#web/shared/api.ts';
import { languageKeepsFragment } from '#web/shared/other-language.ts';
import { type Language, pageLanguage, saying } from '#web/shared/text.ts';
import { currentSession, forgetSession, leaveToSignIn, renewedSession, type Session, signOut } from './session.ts';
import { OFFICER } from './texts/officer.ts';

/** Asks the API as the officer who has signed in; a reply of 401 means that one has to sign in again, and the page says so by itself. */
export type OfficerAsk = (path: string, request?: Omit<Request, 'token'>) => Promise<Reply>;

type Officer = { session: Session; language: Language; ask: OfficerAsk };
const OfficerContext = createContext<Officer | undefined>(undefined);

/** Who is signed in, the language of the page, and how to ask the API. @throws outside of an officers' page */
export function useOfficer(): Officer {
  const officer = useContext(OfficerContext);
  if (!officer) throw new Error('useOfficer stands outside of a page that showToOfficers has mounted');
  return officer;
}

/** Whether the one who is signed in may do what one of these roles may. What the API refuses it refuses anyway: this only spares the button. */
export function useMay(...roles: readonly Role[]): boolean {
  return useOfficer().session.roles.some((role) => roles.includes(role));
}

/** Puts an officers' page into the place that its HTML keeps for it: whoever hasn't signed in is asked to first. */
export function showToOfficers(Page: ComponentType): void {
  const place = document.getElementById('officers');
  if (!place) return;
  languageKeepsFragment();
  place.replaceChildren();
  render(
    <SignedIn language={pageLanguage()}>
      <Page />
    </SignedIn>,
    place,
  );
}

function SignedIn({ language, children }: { language: Language; children: ComponentChildren }) {
  const say = saying(OFFICER, language);
  const [session, setSession] = useState(currentSession);
  const [ended, setEnded] = useState(false);
  const asOfficer = useCallback<OfficerAsk>(
    async (path, request) => {
      const now = await renewedSession();
      const reply = now ? await ask(path, language, { ...request, token: now.accessToken }) : { status: 401 };
      if (reply.status === 401) {
        forgetSession();
        setEnded(true);
      } else if (now) setSession((before) => (before?.accessToken === now.accessToken ? before : now));
      return reply;
    },
    [language],
  );
  if (!session) return <SignIn language={language} />;
  return (
    <OfficerContext.Provider value={{ session, language, ask: asOfficer }}>
      <div class="row who no-print">
        <p>
          {say('signedInAs')} <code>{session.subject}</code> ({session.roles.join(', ') || say('noRole')})
        </p>
        <button type="button" class="button second" onClick={() => void signOut(language)}>
          {say('signOut')}
        </button>
      </div>
      {ended && (
        <div class="warning" role="alert">
          <p>{say('ended')}</p>
          <SignInButton language={language} />
        </div>
      )}
      {children}
    </OfficerContext.Provider>
  );
}

function SignIn({ language }: { language: Language }) {
  const say = saying(OFFICER, language);
  return (
    <section class="card" aria-labelledby="sign-in">
      <h2 id="sign-in">{say('signInHeading')}</h2>
      <p>{say('signInBody')}</p>
      <SignInButton language={language} />
    </section>
  );
}

function SignInButton({ language }: { language: Language }) {
  const say = saying(OFFICER, language);
  const [failed, setFailed] = useState(false);
  const leave = () => leaveToSignIn(language, `${location.pathname}${location.hash}`).catch(() => setFailed(true));
  return (
    <>
      {failed && (
        <p class="fault" role="alert">
          {say('signInUnreachable')}
        </p>
      )}
      <button type="button" class="button" onClick={() => void leave()}>
        {say('signIn')}
      </button>
    </>
  );
}
