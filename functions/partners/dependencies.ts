import { documentClient } from '#shared/lambda/clients.ts';
import { environment } from '#shared/lambda/environment.ts';
import { type PartnersStore, partnersStore } from '#shared/partners/partners-store.ts';

export function partnersDependencies(): { partners: Pick<PartnersStore, 'list'> } {
  const { partnersTable } = environment('partnersTable');
  return { partners: partnersStore(documentClient(), partnersTable) };
}
