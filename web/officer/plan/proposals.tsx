import { showToOfficers } from '#web/officer/signed-in.tsx';

function Proposals() {
  return <p />;
}

showToOfficers(Proposals);
