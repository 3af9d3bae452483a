import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type IAccessLogSettings, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { RemovalPolicy } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { CountedLines } from './counted-lines.ts';
import type { Deployment } from './deployment.ts';

/** A line for each request: route, status, duration. No address, no path, no header: nothing in it says who has asked. */
const FIELDS = {
  requestId: '$context.requestId',
  requestTime: '$context.requestTime',
  routeKey: '$context.routeKey',
  status: '$context.status',
  responseLatency: '$context.responseLatency',
  refusedBy: '$context.error.responseType',
} as const;

/** The access log of the HTTP API, and the counts that alarms take from it: API Gateway itself counts neither 429 nor single routes. */
export class AccessLog extends Construct {
  readonly settings: IAccessLogSettings;
  readonly #group: LogGroup;

  constructor(scope: Construct, id: string, deployment: Deployment) {
    super(scope, id);
    this.#group = new LogGroup(this, 'Lines', {
      // By this prefix API Gateway needs no resource policy for each group, of which a region has ten.
      logGroupName: `/aws/vendedlogs/gelombang-${deployment.stage.name}/http-api`,
      retention: deployment.stage.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.settings = {
      destination: new LogGroupLogDestination(this.#group),
      format: AccessLogFormat.custom(JSON.stringify(FIELDS)),
    };
  }

  /** @param status `429`, or `5*` for all that begin with it; @param routes route keys, all routes if left out */
  requests(name: string, { status, routes }: { status?: string; routes?: readonly string[] }): Metric {
    const byStatus = `$.status = "${status ?? '*'}"`;
    const byRoute = routes?.map((route) => `$.routeKey = "${route}"`).join(' || ');
    return new CountedLines(this, name, this.#group, byRoute ? `{ (${byRoute}) && ${byStatus} }` : `{ ${byStatus} }`).metric;
  }
}
