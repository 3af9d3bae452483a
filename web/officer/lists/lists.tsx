import { showToOfficers } from '#web/officer/signed-in.tsx';

function Lists() {
  return <p />;
}

showToOfficers(Lists);
