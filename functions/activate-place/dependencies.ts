import { randomBytes } from 'node:crypto';
import { systemClock } from '#shared/clock.ts';
import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { ledgerStore } from '#shared/ledger/ledger-store.ts';
import type { ActivatePlaceDeps } from '#shared/partners/activate-place.ts';
import { type PartnersStore, partnersStore } from '#shared/partners/partners-store.ts';
import { placesStore } from '#shared/recipients/places-store.ts';
import { wavesStore } from '#shared/waves/waves-store.ts';

export function activateDependencies(): ActivatePlaceDeps & { partners: PartnersStore } {
  const names = environment('partnersTable', 'wavesTable', 'ledgerTable', 'recipientsTable');
  const dynamodb = documentClient();
  return {
    clock: systemClock,
    partners: partnersStore(dynamodb, names.partnersTable),
    waves: wavesStore(dynamodb, names.wavesTable),
    ledger: ledgerStore(dynamodb, names.ledgerTable),
    places: placesStore(dynamodb, { recipients: names.recipientsTable, ledger: names.ledgerTable }),
    newToken: () => randomBytes(16).toString('hex'),
  };
}
