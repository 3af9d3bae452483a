import { CfnOutput, Fn, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { Firewall } from './firewall.ts';
import { Front } from './front.ts';
import { FrontAlarms } from './front-alarms.ts';
import { FrontDomain } from './front-domain.ts';
import { API_URL_OUTPUT, EVIDENCE_BUCKET_OUTPUT, type GelombangStack, SIGN_IN_URL_OUTPUT } from './gelombang-stack.ts';
import { SITE_BUCKET_OUTPUT, SiteBucket } from './site-bucket.ts';
import type { Stage } from './stages.ts';

/** The only region that takes a firewall for CloudFront. Nothing is stored there but the pages. */
export const REGION_OF_THE_EDGE = 'us-east-1';

/** What stands before the API of a deployment: stack `gelombang-<stage>-front`. Without it the API works as before, under its own host. */
export class FrontStack extends Stack {
  constructor(scope: Construct, data: GelombangStack, stage: Stage) {
    super(scope, `gelombang-${stage.name}-front`, {
      env: { region: REGION_OF_THE_EDGE },
      description: `Gelombang, what stands before its API (${stage.name})`,
      terminationProtection: stage.terminationProtection,
    });
    // Deployed first, since CloudFormation reads the API's address from its output; nothing is added to that stack for it.
    this.addStackDependency(data);
    const said = (output: string) => Fn.getStackOutput(data.stackName, output, stage.region);
    const hostIn = (output: string) => Fn.select(2, Fn.split('/', said(output)));
    const hosts = { api: hostIn(API_URL_OUTPUT), signIn: hostIn(SIGN_IN_URL_OUTPUT) };

    const firewall = new Firewall(this, 'Firewall', stage);
    const domain = new FrontDomain(this, 'Domain');
    const site = new SiteBucket(this, 'Site', `https://${said(EVIDENCE_BUCKET_OUTPUT)}.s3.${stage.region}.amazonaws.com`, stage);
    const front = new Front(this, 'Front', hosts, site, firewall, domain, stage);
    const alarms = new FrontAlarms(this, 'Alarms', firewall, front, stage);

    new CfnOutput(this, 'FrontUrl', { value: `https://${front.domainName}` });
    new CfnOutput(this, SITE_BUCKET_OUTPUT, { value: site.name });
    new CfnOutput(this, 'AlarmTopicArn', { value: alarms.topicArn });
  }
}
