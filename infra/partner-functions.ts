import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { Stores } from './stores.ts';

/** What partners reach with requests that they sign, and what shows officers who is a partner. */
export class PartnerFunctions extends Construct {
  constructor(scope: Construct, id: string, api: Api, stores: Stores, deployment: Deployment) {
    super(scope, id);
    const activatePlace = new GelombangFunction(
      this,
      'activate-place',
      { purpose: 'Activates a place for a partner who has signed the request', timeoutSeconds: 10, memoryMb: 512 },
      deployment,
    );
    stores.partners.grantTakeRequests(activatePlace);
    stores.waves.grantGet(activatePlace);
    stores.ledger.grantGet(activatePlace);
    stores.ledger.grantBook(activatePlace);
    stores.recipients.grantMovePlace(activatePlace);
    api.publicRoute(HttpMethod.POST, '/v1/partners/{partnerId}/activations', activatePlace, 'partners');

    const partners = new GelombangFunction(
      this,
      'partners',
      { purpose: 'Shows partners', timeoutSeconds: 10, memoryMb: 256 },
      deployment,
    );
    stores.partners.grantList(partners);
    api.officerRoute(HttpMethod.GET, '/v1/partners', partners);
  }
}
