import { BlockPublicAccess, Bucket, BucketEncryption, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT, EVIDENCE_PREFIX, WORKINGS_PREFIX } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';

/** The files anybody can check (`evidence/`), and what the steps of a selection leave for each other (`workings/`). */
export class EvidenceBucket extends Construct {
  readonly name: string;
  readonly #bucket: Bucket;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.name = this.#bucket.bucketName;
  }

  /** Reads what is public. */
  grantReadEvidence(fn: GelombangFunction): void {
    this.#grant(fn, ['s3:GetObject'], [EVIDENCE_PREFIX]);
  }

  /** Reads evidence and workings: how far a selection is. */
  grantRead(fn: GelombangFunction): void {
    this.#grant(fn, ['s3:GetObject'], [EVIDENCE_PREFIX, WORKINGS_PREFIX]);
  }

  /** Reads and writes both: a step of the selection. Nobody is allowed to delete. */
  grantWork(fn: GelombangFunction): void {
    this.#grant(fn, ['s3:GetObject', 's3:PutObject'], [EVIDENCE_PREFIX, WORKINGS_PREFIX]);
  }

  #grant(fn: GelombangFunction, actions: readonly string[], prefixes: readonly string[]): void {
    const patterns = prefixes.map((prefix) => `${prefix}*`);
    fn.allow(
      actions,
      patterns.map((pattern) => this.#bucket.arnForObjects(pattern)),
    );
    // Without the right to list, S3 answers 403 for a file that isn't there. Such a read carries no prefix, hence "if exists".
    fn.allow(['s3:ListBucket'], [this.#bucket.bucketArn], { StringLikeIfExists: { 's3:prefix': patterns } });
    fn.tell(ENVIRONMENT.evidenceBucket, this.name);
  }
}
