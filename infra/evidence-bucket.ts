import { AnyPrincipal, Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods, ObjectLockRetention, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { type Duration, RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ENVIRONMENT, EVIDENCE_PREFIX, WORKINGS_PREFIX } from '#shared/names.ts';
import type { GelombangFunction } from './gelombang-function.ts';

/** As long as the strictest browser remembers what a bucket allows. */
const CORS_SECONDS = 7_200;

export type EvidenceBucketSettings = { readonly lock: Duration };

/**
 * The files anybody can check (`evidence/`), and what the steps of a selection leave for each other (`workings/`). Each is written once
 * and locked.
 */
export class EvidenceBucket extends Construct {
  readonly name: string;
  readonly #bucket: Bucket;

  constructor(scope: Construct, id: string, settings: EvidenceBucketSettings) {
    super(scope, id);
    this.#bucket = new Bucket(this, 'Bucket', {
      versioned: true,
      // Compliance mode: within the period not even the root user can remove a version or shorten its lock.
      objectLockEnabled: true,
      objectLockDefaultRetention: ObjectLockRetention.compliance(settings.lock),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      // Published files that are too large for the API are loaded by a link, by pages of any origin: whoever has the link has the file anyway.
      cors: [{ allowedMethods: [HttpMethods.GET], allowedOrigins: ['*'], maxAge: CORS_SECONDS }],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.#bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Only functions of the stack reach the bucket and the access log of the API says what was asked of them; files cannot be replaced or removed, and a log of readers would hold the addresses of applicants.',
    });
    this.name = this.#bucket.bucketName;
    this.#denyReplacing();
  }

  /** Reads what is public. */
  grantReadEvidence(fn: GelombangFunction): void {
    this.#grant(fn, ['s3:GetObject'], [EVIDENCE_PREFIX]);
  }

  /** Reads evidence and workings: how far a selection is. */
  grantRead(fn: GelombangFunction): void {
    this.#grant(fn, ['s3:GetObject'], [EVIDENCE_PREFIX, WORKINGS_PREFIX]);
  }

  /** Reads and writes what is public. */
  grantPublish(fn: GelombangFunction): void {
    this.#grant(fn, ['s3:GetObject', 's3:PutObject'], [EVIDENCE_PREFIX]);
  }

  /** Reads and writes both: a step of the selection. Nobody is allowed to delete. */
  grantWork(fn: GelombangFunction): void {
    this.#grant(fn, ['s3:GetObject', 's3:PutObject'], [EVIDENCE_PREFIX, WORKINGS_PREFIX]);
  }

  /**
   * The lock keeps every version; this keeps the first one the current one. An upload that doesn't ask for a new key is denied, and
   * so is a delete, which would only hide the file behind a marker.
   */
  #denyReplacing(): void {
    const everybody = { effect: Effect.DENY, principals: [new AnyPrincipal()], resources: [this.#bucket.arnForObjects('*')] };
    this.#bucket.addToResourcePolicy(
      new PolicyStatement({
        ...everybody,
        sid: 'OnlyNewFiles',
        actions: ['s3:PutObject'],
        // Uploads in parts carry the condition at their end; a part alone creates no object.
        conditions: { Null: { 's3:if-none-match': 'true' }, Bool: { 's3:ObjectCreationOperation': 'true' } },
      }),
    );
    this.#bucket.addToResourcePolicy(new PolicyStatement({ ...everybody, sid: 'NoFileIsHidden', actions: ['s3:DeleteObject'] }));
  }

  #grant(fn: GelombangFunction, actions: readonly string[], prefixes: readonly string[]): void {
    const patterns = prefixes.map((prefix) => `${prefix}*`);
    fn.allowPattern(
      actions,
      patterns.map((pattern) => this.#bucket.arnForObjects(pattern)),
      'A key holds its wave, and waves are scheduled after deployment.',
    );
    // Without the right to list, S3 answers 403 for a file that isn't there. Such a read carries no prefix, hence "if exists".
    fn.allow(['s3:ListBucket'], [this.#bucket.bucketArn], { StringLikeIfExists: { 's3:prefix': patterns } });
    fn.tell(ENVIRONMENT.evidenceBucket, this.name);
  }
}
