// Reads an AsyncAPI document with the official parser and prints what it finds, one line each.
import { AvroSchemaParser } from '@asyncapi/avro-schema-parser';
import { Parser, fromFile } from '@asyncapi/parser';

const parser = new Parser();
parser.registerSchemaParser(AvroSchemaParser());
const { document, diagnostics } = await fromFile(parser, process.argv[2]).parse();
for (const found of diagnostics) {
  console.log(`finding ${found.code} at ${found.path.join('.')}: ${found.message}`);
}
if (document) {
  for (const channel of document.channels()) {
    console.log(`channel ${channel.address()}`);
  }
  for (const message of document.messages()) {
    const fields = Object.keys(message.payload()?.properties() ?? {});
    console.log(`message ${message.id()} ${fields.length} fields`);
  }
}
