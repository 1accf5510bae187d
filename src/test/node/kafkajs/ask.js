// Asks somebody to sign in.
import { COMMANDS, ID, kafka } from './client.js';
import { encoding } from './encoding.js';

const producer = kafka.producer();
await producer.connect();
const command = { id: ID, txjson: encoding.transaction({ TransactionType: 'SignIn' }) };
await producer.send({
  topic: COMMANDS,
  messages: [{ key: ID, value: await encoding.write(COMMANDS, command) }],
});
await producer.disconnect();
