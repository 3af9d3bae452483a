import { showToOfficers } from '#web/officer/signed-in.tsx';

function Ledger() {
  return <p />;
}

showToOfficers(Ledger);
