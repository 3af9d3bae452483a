import { useEffect, useRef, useState } from 'preact/hooks';
import { PARTNER_STATES, partnerBodySchema } from '#shared/partners/partner.ts';
import { partnerIdSchema } from '#shared/partners/partner-id.ts';
import { PARTNER_FIELDS, PARTNER_ID_FIELD } from '#shared/partners/partner-messages.ts';
import { InputField } from '#web/officer/fields.tsx';
import { Refusal } from '#web/officer/refusal.tsx';
import { useOfficer } from '#web/officer/signed-in.tsx';
import { PARTNER_STATE_NAMES, PARTNERS } from '#web/officer/texts/partners.ts';
import type { Proposal, Reply } from '#web/shared/api.ts';
import { SelectField } from '#web/shared/fields.tsx';
import { saying } from '#web/shared/text.ts';
import { KeyField } from './key-field.tsx';
import type { Partner } from './partner-list.tsx';
import type { PublicKey } from './read-key.ts';

type PartnerFormProps = {
  /** The partner that is to be changed. */
  standing: Partner | undefined;
  onCancel(): void;
  onProposed(proposal: Proposal): void;
};

const NOBODY = { partnerId: '', name: '', state: 'active' as const, keys: [] };

/** Proposes a partner, whole: its name, its state and all of its keys. */
export function PartnerForm({ standing, onCancel, onProposed }: PartnerFormProps) {
  const { language, ask } = useOfficer();
  const say = saying(PARTNERS, language);
  const heading = useRef<HTMLHeadingElement>(null);
  const [partnerId, setPartnerId] = useState(standing?.partnerId ?? '');
  const [{ name, state, keys }, setForm] = useState<{ name: string; state: string; keys: readonly PublicKey[] }>(
    standing ?? NOBODY,
  );
  const [isChecked, check] = useState(false);
  const [isSending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Reply>();
  // Whoever has pressed Change is led here; a form that is merely there takes nobody's focus.
  useEffect(() => {
    if (standing) heading.current?.focus();
  }, [standing]);
  const set = (changes: object) => setForm((before) => ({ ...before, ...changes }));
  const { shape } = partnerBodySchema;
  const faults = {
    partnerId: partnerIdSchema.safeParse(partnerId).success ? undefined : PARTNER_ID_FIELD[language],
    name: shape.name.safeParse(name).success ? undefined : PARTNER_FIELDS.name[language],
    keys: shape.keys.safeParse(keys).success ? undefined : PARTNER_FIELDS.keys[language],
  };
  const send = async (event: Event) => {
    event.preventDefault();
    check(true);
    const first = faults.partnerId ? 'partnerId' : faults.name ? 'name' : faults.keys ? 'keyText' : undefined;
    if (first) return document.getElementById(first)?.focus();
    setSending(true);
    const body = { kind: 'register-partner', partnerId, name, state, keys };
    const reply = await ask('/v1/proposals', { method: 'POST', body: JSON.stringify(body) });
    if (reply.status === 202) return onProposed(reply.json as Proposal);
    setRefusal(reply);
    setSending(false);
  };
  return (
    <section aria-labelledby="register">
      <h2 id="register" tabindex={-1} ref={heading}>
        {standing ? say('changeHeading', { partnerId }) : say('formHeading')}
      </h2>
      <p class="intro">{say('formLead')}</p>
      <form noValidate onSubmit={(event) => void send(event)}>
        <div class="columns">
          {!standing && (
            <InputField
              id="partnerId"
              label={say('partner')}
              hint={say('idHint')}
              value={partnerId}
              fault={isChecked ? faults.partnerId : undefined}
              onType={setPartnerId}
            />
          )}
          <InputField
            id="name"
            label={say('name')}
            value={name}
            fault={isChecked ? faults.name : undefined}
            onType={(typed) => set({ name: typed })}
          />
          <SelectField
            id="state"
            label={say('state')}
            value={state}
            choices={PARTNER_STATES.map((of) => ({ value: of, text: PARTNER_STATE_NAMES[of][language] }))}
            onChoose={(chosen) => set({ state: chosen })}
          />
        </div>
        <KeyField keys={keys} fault={isChecked ? faults.keys : undefined} onKeys={(chosen) => set({ keys: chosen })} />
        {refusal && <Refusal reply={refusal} language={language} />}
        <p class="row">
          <button type="submit" class="button" disabled={isSending}>
            {say('propose')}
          </button>
          {standing && (
            <button type="button" class="button second" onClick={onCancel}>
              {say('cancel')}
            </button>
          )}
        </p>
      </form>
    </section>
  );
}
