import { sign, verify } from 'node:crypto';
import { APIGatewayClient } from '@aws-sdk/client-api-gateway';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetPublicKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { beaconChainSchema } from '../beacon/chain.ts';
import { fetchRound } from '../beacon/fetch-round.ts';
import { systemClock } from '../clock.ts';
import { capacityStore } from '../opening/capacity-store.ts';
import { openingNeedsOf } from '../opening/opening-needs.ts';
import type { PreflightDeps } from '../opening/preflight.ts';
import { requestQuotaReader } from '../opening/request-quota-store.ts';
import { signingKeyOf } from '../tokens/signing-key.ts';
import type { ScheduleDeps } from '../waves/schedule-wave.ts';
import { wavesStore } from '../waves/waves-store.ts';
import { AwsJsonClient, SECRETS_MANAGER } from './aws-json-client.ts';
import { documentClient } from './clients.ts';
import { secretBytes, secretVersions } from './secrets-store.ts';

type Names = Record<
  | 'wavesTable'
  | 'registrationsTable'
  | 'registerFunction'
  | 'openingNeeds'
  | 'beaconChain'
  | 'pepperSecret'
  | 'sealingKey'
  | 'signingSecret',
  string
>;

/** What the preflight looks at, always afresh: what was put right a moment ago must not wait for the function to start anew. */
export function preflightDependencies(names: Names): PreflightDeps & Pick<ScheduleDeps, 'waves' | 'sealingKey'> {
  const secrets = new AwsJsonClient(SECRETS_MANAGER);
  const kms = new KMSClient({});
  const peppers = secretVersions(secrets, names.pepperSecret);
  const signingSeed = secretBytes(secrets, names.signingSecret);
  return {
    clock: systemClock,
    needs: openingNeedsOf(names.openingNeeds),
    requestQuota: requestQuotaReader(new APIGatewayClient({})),
    capacity: capacityStore({ lambda: new LambdaClient({}), dynamodb: new DynamoDBClient({}) }, names),
    chain: beaconChainSchema.parse(JSON.parse(names.beaconChain)),
    fetchRound,
    waves: wavesStore(documentClient(), names.wavesTable),
    peppers: () => peppers('afresh'),
    sealingKey: async () => {
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: names.sealingKey }));
      return { sealingKeyId: names.sealingKey, sealingPublicKey: Buffer.from(PublicKey as Uint8Array).toString('base64') };
    },
    signingKey: async () => {
      const { privateKey, publicKey } = signingKeyOf(await signingSeed('afresh'));
      const anything = Buffer.from(names.signingSecret);
      return verify(null, anything, publicKey, sign(null, anything, privateKey));
    },
  };
}
