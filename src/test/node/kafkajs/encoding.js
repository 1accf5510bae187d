// How values are written and read: as JSON, or as Avro where there is a schema registry.
import { SchemaRegistry } from '@kafkajs/confluent-schema-registry';

const json = {
  transaction: (txjson) => txjson,
  write: async (_topic, command) => JSON.stringify(command),
  read: async (value) => JSON.parse(value.toString()),
};

function avro(host) {
  const registry = new SchemaRegistry({ host });
  return {
    transaction: (txjson) => JSON.stringify(txjson),
    write: async (topic, command) =>
      registry.encode(await registry.getLatestSchemaId(`${topic}-value`), command),
    read: (value) => registry.decode(value),
  };
}

const { SCHEMA_REGISTRY_URL } = process.env;
export const encoding = SCHEMA_REGISTRY_URL ? avro(SCHEMA_REGISTRY_URL) : json;
