import { showToOfficers } from '#web/officer/signed-in.tsx';

function Appeals() {
  return <p />;
}

showToOfficers(Appeals);
