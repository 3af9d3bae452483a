import { HttpApi, type HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { AccessLog } from './access-log.ts';
import type { Deployment } from './deployment.ts';
import type { GelombangFunction } from './gelombang-function.ts';
import type { Officers } from './officers.ts';

/** The HTTP API, version 1, payload format 2.0. A route is public unless it is said to be an officer's. */
export class Api extends Construct {
  readonly url: string;
  readonly accessLog: AccessLog;
  readonly #api: HttpApi;
  readonly #officers: Officers;
  readonly #integrations = new Map<GelombangFunction, HttpLambdaIntegration>();

  constructor(scope: Construct, id: string, officers: Officers, deployment: Deployment) {
    super(scope, id);
    this.#officers = officers;
    this.#api = new HttpApi(this, 'Http', {
      apiName: `gelombang-${deployment.stage.name}`,
      createDefaultStage: false,
    });
    this.accessLog = new AccessLog(this, 'AccessLog', deployment);
    new HttpStage(this, 'Stage', {
      httpApi: this.#api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: deployment.stage.throttling.rate, burstLimit: deployment.stage.throttling.burst },
      accessLogSettings: this.accessLog.settings,
    });
    const { region, urlSuffix } = Stack.of(this);
    this.url = `https://${this.#api.apiId}.execute-api.${region}.${urlSuffix}`;
  }

  publicRoute(method: HttpMethod, path: string, fn: GelombangFunction): void {
    for (const route of this.#api.addRoutes({ methods: [method], path, integration: this.#integration(fn) })) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'Anybody registers, looks and recounts without an account; where the own registration is shown, the function checks the manage token.',
      });
    }
  }

  /** API Gateway lets in only who has a valid access token; the function checks the role in it. */
  officerRoute(method: HttpMethod, path: string, fn: GelombangFunction): void {
    this.#api.addRoutes({ methods: [method], path, integration: this.#integration(fn), authorizer: this.#officers.authorizer });
  }

  /** Answers with a status from 500 on, a minute. */
  failed(): Metric {
    return this.#api.metricServerError({ statistic: 'Sum', period: Duration.minutes(1) });
  }

  /** All requests, a minute. */
  requests(): Metric {
    return this.#api.metricCount({ statistic: 'Sum', period: Duration.minutes(1) });
  }

  #integration(fn: GelombangFunction): HttpLambdaIntegration {
    const integration = this.#integrations.get(fn) ?? new HttpLambdaIntegration(fn.node.id, fn.lambda);
    this.#integrations.set(fn, integration);
    return integration;
  }
}
