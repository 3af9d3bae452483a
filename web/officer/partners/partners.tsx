import { showToOfficers } from '#web/officer/signed-in.tsx';

function Partners() {
  return <p />;
}

showToOfficers(Partners);
