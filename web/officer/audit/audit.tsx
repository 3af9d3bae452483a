import { showToOfficers } from '#web/officer/signed-in.tsx';

function Audit() {
  return <p />;
}

showToOfficers(Audit);
