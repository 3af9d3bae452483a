import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { PATHS } from '#web/shared/paths.ts';
import { type Language, pageLanguage, saying } from '#web/shared/text.ts';
import { completeSignIn } from './session.ts';
import { SIGN_IN } from './texts/sign-in.ts';

/** Where the sign-in page sends back to: takes its answer and goes on to where the officer came from. */
function SigningIn({ language, address }: { language: Language; address: URL }) {
  const say = saying(SIGN_IN, language);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    completeSignIn(language, address).then(
      (backTo) => location.replace(new URL(backTo, location.origin)),
      () => setFailed(true),
    );
  }, [language, address]);
  if (!failed) return <p role="status">{say('working')}</p>;
  return (
    <section class="card refused" role="alert">
      <p>{say('failed')}</p>
      <a class="button" href={PATHS.officers[language]}>
        {say('again')}
      </a>
    </section>
  );
}

const place = document.getElementById('officers');
if (place) {
  const address = new URL(location.href);
  // The code is good for one use; all the same it doesn't stay in the history.
  history.replaceState(null, '', location.pathname);
  place.replaceChildren();
  render(<SigningIn language={pageLanguage()} address={address} />, place);
}
