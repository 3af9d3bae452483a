import { type Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import { COUNTED_ERRORS, ENVIRONMENT } from '#shared/names.ts';
import { CountedLines } from './counted-lines.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import { HexSecret } from './hex-secret.ts';

/** A line that a function writes by itself lies in `message` as Lambda logs it; the logger's own lines stand for themselves. */
const WRONG_PEPPER = `{ $.message.error = "${COUNTED_ERRORS.wrongPepper}" || $.error = "${COUNTED_ERRORS.wrongPepper}" }`;

/** Under it people are known again without being named. Version 1 as AWS has drawn it; more are added by hand (docs/runbook.md#the-pepper). */
export class Pepper extends HexSecret {
  readonly #misfits: Metric[] = [];

  constructor(scope: Construct, id: string) {
    super(scope, id, {
      purpose: 'Gelombang: keys of persons and households are HMACs under this pepper; lost, nobody can be recognised again',
      environmentName: ENVIRONMENT.pepperSecret,
      notRotated:
        'Versions are added by hand between waves (docs/runbook.md#the-pepper), since version 1 recognises who has received and has to stay.',
    });
  }

  /** Whoever reads it says so in the log when it is not the waves' pepper, and is watched for that. */
  override grantRead(fn: GelombangFunction): void {
    super.grantRead(fn);
    const { metric } = new CountedLines(fn, 'WrongPepper', fn.logGroup, WRONG_PEPPER);
    this.#misfits.push(metric);
  }

  /** How often a function has refused to go on with a wrong pepper, a minute. All readers count into one metric. */
  misfits(): Metric {
    const [metric] = this.#misfits;
    if (!metric) throw new Error('nobody reads the pepper');
    return metric.with({ statistic: Stats.SUM });
  }
}
