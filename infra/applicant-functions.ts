import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import type { Deployment } from './deployment.ts';
import { GelombangFunction } from './gelombang-function.ts';
import type { Stores } from './stores.ts';

/** The routes on which somebody registers: by the form, or by joining with a manage token. */
export const REGISTERING_ROUTES = ['POST /v1/waves/{waveId}/registrations', 'POST /v1/waves/{waveId}/registration'] as const;

/** What an applicant, a journalist or anybody reaches without signing in. */
export class ApplicantFunctions extends Construct {
  readonly register: GelombangFunction;

  constructor(scope: Construct, id: string, api: Api, stores: Stores, deployment: Deployment) {
    super(scope, id);
    // The hot path. A put takes 600 us of CPU; 512 MB is 0.29 vCPU, so cold starts and tail latency decide the size, not throughput.
    const register = new GelombangFunction(
      this,
      'register',
      {
        purpose: 'Registers a person for a wave, once',
        timeoutSeconds: 10,
        memoryMb: 512,
        reservedConcurrency: deployment.stage.opening.reservedConcurrency,
        hasAlias: true,
      },
      deployment,
    );
    this.register = register;
    stores.waves.grantGet(register);
    stores.recipients.grantGet(register);
    stores.registrations.grantPut(register);
    stores.registrations.grantGet(register);
    stores.pepper.grantRead(register);
    stores.signing.grantRead(register);
    api.publicRoute(HttpMethod.POST, '/v1/waves/{waveId}/registrations', register);

    // Apart from register, which must not be able to open anything and has a budget of bytes.
    const joinWave = new GelombangFunction(
      this,
      'join-wave',
      { purpose: 'Registers the holder of a manage token for a later wave', timeoutSeconds: 10, memoryMb: 512 },
      deployment,
    );
    stores.waves.grantGet(joinWave);
    stores.recipients.grantGet(joinWave);
    stores.registrations.grantPut(joinWave);
    stores.registrations.grantGet(joinWave);
    stores.pepper.grantRead(joinWave);
    stores.signing.grantRead(joinWave);
    stores.retiredKeys.grantUse(joinWave);
    stores.sealingKeys.grantOpen(joinWave);
    stores.audit.grantAppendOpenings(joinWave);
    api.publicRoute(HttpMethod.POST, '/v1/waves/{waveId}/registration', joinWave, 'joining');

    const waves = new GelombangFunction(
      this,
      'waves',
      { purpose: 'Shows the waves: schedule, places, state', timeoutSeconds: 10, memoryMb: 256 },
      deployment,
    );
    stores.waves.grantList(waves);
    stores.waves.grantGet(waves);
    api.publicRoute(HttpMethod.GET, '/v1/waves', waves);
    api.publicRoute(HttpMethod.GET, '/v1/waves/{waveId}', waves);

    const ownRegistration = new GelombangFunction(
      this,
      'own-registration',
      { purpose: 'Shows a registration to the holder of its manage token', timeoutSeconds: 10, memoryMb: 512 },
      deployment,
    );
    stores.waves.grantGet(ownRegistration);
    stores.registrations.grantGet(ownRegistration);
    stores.recipients.grantGet(ownRegistration);
    stores.appeals.grantGet(ownRegistration);
    stores.evidence.grantReadEvidence(ownRegistration);
    stores.signing.grantRead(ownRegistration);
    stores.retiredKeys.grantUse(ownRegistration);
    api.publicRoute(HttpMethod.GET, '/v1/waves/{waveId}/registration', ownRegistration, 'ownRegistration');

    const evidence = new GelombangFunction(
      this,
      'evidence',
      { purpose: 'Serves the public evidence files', timeoutSeconds: 10, memoryMb: 512 },
      deployment,
    );
    stores.waves.grantGet(evidence);
    stores.evidence.grantReadEvidence(evidence);
    api.publicRoute(HttpMethod.GET, '/v1/waves/{waveId}/evidence/{file+}', evidence, 'evidence');

    const openapi = new GelombangFunction(
      this,
      'openapi',
      { purpose: 'Serves the OpenAPI document', timeoutSeconds: 10, memoryMb: 256 },
      deployment,
    );
    api.publicRoute(HttpMethod.GET, '/v1/openapi.json', openapi);

    const publicKeys = new GelombangFunction(
      this,
      'public-keys',
      { purpose: 'Serves the keys that verify receipts and evidence', timeoutSeconds: 10, memoryMb: 256 },
      deployment,
    );
    stores.signing.grantRead(publicKeys);
    stores.retiredKeys.grantUse(publicKeys);
    api.publicRoute(HttpMethod.GET, '/.well-known/jwks.json', publicKeys);
  }
}
