import { mkdirSync } from 'node:fs';
import { createBucketStore } from '../aws/bucket-store.ts';
import { explainWriteError } from '../refusal.ts';
import type { World } from '../world.ts';
import type { ResourceKind } from './resource-kind.ts';

/** AWS: bucket names have 63 characters at most. */
const LONGEST_NAME = 63;

export const s3Bucket: ResourceKind<World> = {
  type: 'AWS::S3::Bucket',
  handles: ['BucketName', 'CorsConfiguration.CorsRules'],
  identity({ logicalId, stackName, region, name }) {
    const bucket = name('BucketName') ?? `${stackName}-${logicalId}`.toLowerCase().slice(0, LONGEST_NAME);
    return {
      ref: bucket,
      attributes: {
        Arn: `arn:aws:s3:::${bucket}`,
        DomainName: `${bucket}.s3.amazonaws.com`,
        RegionalDomainName: `${bucket}.s3.${region}.amazonaws.com`,
      },
    };
  },
  start({ identity, properties }, world) {
    const name = identity.ref;
    const folder = world.data.at('buckets', name);
    try {
      mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw explainWriteError(error, world.data.path);
    }
    const factsFolder = world.data.at('bucket-facts', name);
    const { drafts } = world.data;
    world.buckets.set(
      name,
      createBucketStore({ name, folder, factsFolder, drafts, readBy: originsOf(properties), now: world.clock.now }),
    );
  },
};

/** The origins whose pages may read objects. */
function originsOf(properties: Record<string, { CorsRules?: { AllowedMethods: string[]; AllowedOrigins: string[] }[] }>): string[] {
  const rules = properties['CorsConfiguration']?.CorsRules ?? [];
  return rules.flatMap(({ AllowedMethods, AllowedOrigins }) => (AllowedMethods.includes('GET') ? AllowedOrigins : []));
}
