import { showToOfficers } from '#web/officer/signed-in.tsx';

function Wave() {
  return <p />;
}

showToOfficers(Wave);
