// Asks somebody to sign in.
import { COMMANDS, ID, kafka } from './client.js';
import { json } from './encoding.js';

const producer = kafka.producer();
await producer.connect();
const command = { id: ID, txjson: { TransactionType: 'SignIn' } };
await producer.send({
  topic: COMMANDS,
  messages: [{ key: ID, value: await json.write(command) }],
});
await producer.disconnect();
