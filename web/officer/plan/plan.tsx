import { showToOfficers } from '#web/officer/signed-in.tsx';

function Plan() {
  return <p />;
}

showToOfficers(Plan);
