import { useState } from 'preact/hooks';
import { HOLD_REASONS, REVOCATION_REASONS } from '#shared/deadlines/hold-reasons.ts';
import { InputField, instantOf, ReasonField } from '#web/officer/fields.tsx';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { LEDGER } from '#web/officer/texts/ledger.ts';
import { PROPOSING } from '#web/officer/texts/proposing.ts';
import { type Faults, ProposalForm } from '#web/officer/wave/proposal-form.tsx';
import { SelectField, TextField } from '#web/shared/fields.tsx';
import { saying } from '#web/shared/text.ts';
import type { WaveRow } from './identities.ts';

type Waves = { waves: readonly WaveRow[] };

/** What may be proposed about one recipient's place, which is known by wave and entry: nobody's name is asked for. */
export function PlaceForms({ waves }: Waves) {
  const published = waves.filter(({ phase }) => phase === 'published');
  if (published.length === 0) return null;
  return (
    <>
      <Revoke waves={published} />
      <HoldPlace waves={published} />
    </>
  );
}

type Place = { waveId: string; entryId: string };

function PlaceFields({
  id,
  waves,
  place,
  faults,
  onChange,
}: Waves & { id: string; place: Place; faults: Faults; onChange(place: Place): void }) {
  const { language } = useOfficer();
  const say = saying(LEDGER, language);
  return (
    <>
      <SelectField
        id={`${id}-wave`}
        label={say('wave')}
        none={say('chooseWave')}
        choices={waves.map(({ waveId }) => ({ value: waveId, text: waveId }))}
        value={place.waveId}
        fault={faults['waveId']}
        onChoose={(waveId) => onChange({ ...place, waveId })}
      />
      <TextField
        id={`${id}-entry`}
        label={say('entry')}
        hint={say('entryHint')}
        value={place.entryId}
        fault={faults['entryId']}
        onType={(entryId) => onChange({ ...place, entryId: entryId.trim().toLowerCase() })}
        onLeave={() => {}}
      />
    </>
  );
}

const NOWHERE: Place = { waveId: '', entryId: '' };

function Revoke({ waves }: Waves) {
  const { language } = useOfficer();
  const say = saying(LEDGER, language);
  const words = saying(PROPOSING, language);
  const [place, setPlace] = useState(NOWHERE);
  const [reason, setReason] = useState('');
  return (
    <ProposalForm
      heading={say('revoke')}
      explanation={say('revokeBody')}
      button={say('propose')}
      body={() => ({ kind: 'revoke-place', ...place, reason })}
    >
      {(faults) => (
        <>
          <PlaceFields id="revoke" waves={waves} place={place} faults={faults} onChange={setPlace} />
          <ReasonField
            id="revoke-reason"
            label={words('reason')}
            none={words('chooseReason')}
            reasons={REVOCATION_REASONS}
            value={reason}
            fault={faults['reason']}
            language={language}
            onChoose={setReason}
          />
        </>
      )}
    </ProposalForm>
  );
}

function HoldPlace({ waves }: Waves) {
  const { language } = useOfficer();
  const say = saying(LEDGER, language);
  const words = saying(PROPOSING, language);
  const [place, setPlace] = useState(NOWHERE);
  const [until, setUntil] = useState('');
  const [reason, setReason] = useState('');
  return (
    <ProposalForm
      heading={say('holdPlace')}
      explanation={say('holdPlaceBody')}
      button={say('propose')}
      body={() => ({ kind: 'hold-place', ...place, until: instantOf(until), reason })}
    >
      {(faults) => (
        <>
          <PlaceFields id="hold-place" waves={waves} place={place} faults={faults} onChange={setPlace} />
          <InputField
            id="hold-place-until"
            kind="instant"
            label={words('until')}
            value={until}
            fault={faults['until']}
            onType={setUntil}
          />
          <ReasonField
            id="hold-place-reason"
            label={words('reason')}
            none={words('chooseReason')}
            reasons={HOLD_REASONS}
            value={reason}
            fault={faults['reason']}
            language={language}
            onChoose={setReason}
          />
        </>
      )}
    </ProposalForm>
  );
}
