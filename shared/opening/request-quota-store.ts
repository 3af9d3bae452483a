import { type APIGatewayClient, GetAccountCommand } from '@aws-sdk/client-api-gateway';

/** What API Gateway lets through for a whole account in one region: requests a second, and how many at once. */
export type RequestQuota = { rate: number; burst: number };

/** As API Gateway applies it. Service Quotas names 10,000 in regions that let through 2,500 (repost.aws, "API Gateway throttling discrepancy"). */
export function requestQuotaReader(gateway: APIGatewayClient): () => Promise<RequestQuota> {
  return async () => {
    const { throttleSettings } = await gateway.send(new GetAccountCommand({}));
    return { rate: throttleSettings?.rateLimit ?? 0, burst: throttleSettings?.burstLimit ?? 0 };
  };
}
