/** What came of a call, and the same in a form that can be compared: engines give items and fields in any order. */
export type Outcome = { result?: unknown; error?: Error; comparable: string };

export async function outcomeOf(call: () => unknown): Promise<Outcome> {
  try {
    const result = (await call()) as Record<string, unknown>;
    const { $metadata: _, ...rest } = result;
    return { result, comparable: canonical(rest) };
  } catch (error) {
    const { name, CancellationReasons, Item } = error as Error & {
      CancellationReasons?: { Code?: string; Item?: unknown }[];
      Item?: unknown;
    };
    const reasons = CancellationReasons?.map((reason) => [reason.Code, reason.Item]);
    return { error: error as Error, comparable: canonical({ name, reasons, Item }) };
  }
}

/** DynamoDB says that no keys of a batch are left, or says nothing of it. */
function nothingLeft(name: string, of: unknown): boolean {
  return name === 'UnprocessedKeys' && Object.keys(of as object).length === 0;
}

function canonical(value: unknown): string {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('hex');
  if (Array.isArray(value)) return `[${value.map(canonical).sort()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const fields = Object.entries(value).filter(
    ([name, of]) => of !== undefined && name !== 'ScannedCount' && !nothingLeft(name, of),
  );
  return `{${fields.map(([name, of]) => `${name}:${canonical(of)}`).sort()}}`;
}
