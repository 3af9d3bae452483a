import { showToOfficers } from '#web/officer/signed-in.tsx';

function Overview() {
  return <p />;
}

showToOfficers(Overview);
