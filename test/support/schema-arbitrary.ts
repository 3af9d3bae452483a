import fc, { type Arbitrary } from 'fast-check';

/** What the API's own schemas, written as JSON Schema, use of it. */
export type JsonSchema = {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  exclusiveMinimum?: number;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  propertyNames?: JsonSchema;
  additionalProperties?: boolean | JsonSchema;
  items?: JsonSchema;
  maxItems?: number;
};

/** Values that a schema takes. @param known values by field name, where checks by code say more than JSON Schema can */
export function valuesOf(schema: JsonSchema, known: Readonly<Record<string, Arbitrary<unknown>>>, field = ''): Arbitrary<unknown> {
  if (known[field]) return known[field];
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one, known)));
  if (schema.format === 'date-time') return known['instant'] as Arbitrary<unknown>;
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
      return fc.integer({ min: schema.minimum ?? (schema.exclusiveMinimum ?? -1) + 1, max: schema.maximum ?? 2 ** 31 - 1 });
    case 'number':
      return fc.double({ min: schema.minimum ?? 0, max: schema.maximum ?? 1e9, noNaN: true });
    case 'string':
      return schema.pattern ? fc.stringMatching(new RegExp(schema.pattern)) : fc.string();
    case 'array':
      return fc.array(valuesOf(schema.items ?? {}, known, `${field}[]`), { maxLength: schema.maxItems ?? 5 });
    case 'object':
      return schema.properties ? objects(schema, schema.properties, known) : dictionaries(schema, known);
    default:
      return fc.jsonValue();
  }
}

function objects(schema: JsonSchema, properties: Record<string, JsonSchema>, known: Readonly<Record<string, Arbitrary<unknown>>>) {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, valuesOf(of, known, name)]));
  return fc.record(fields, { requiredKeys: schema.required ?? [] });
}

function dictionaries({ additionalProperties }: JsonSchema, known: Readonly<Record<string, Arbitrary<unknown>>>) {
  const values = typeof additionalProperties === 'object' ? valuesOf(additionalProperties, known) : fc.jsonValue();
  return fc.dictionary((known['province'] ?? fc.string()) as Arbitrary<string>, values, { maxKeys: 5 });
}
