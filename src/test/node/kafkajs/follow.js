// Prints the events of one request until its end: once as a consumer sees them with the
// default isolation, once as one that asks for uncommitted records.
import { EVENTS, ID, kafka } from './client.js';
import { encoding } from './encoding.js';

async function follow(print, settings) {
  const groupId = `follow-${ID}-${print}`;
  // Leaving waits for the fetch that is under way, five seconds by default.
  const consumer = kafka.consumer({ groupId, maxWaitTimeInMs: 100, ...settings });
  await consumer.connect();
  await consumer.subscribe({ topic: EVENTS, fromBeginning: true });
  await new Promise((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
    consumer.run({
      eachMessage: async ({ message }) => {
        if (message.key?.toString() === ID) {
          const event = await encoding.read(message.value);
          const type = message.headers['content-type'] ?? '';
          console.log(`${print} ${event.sequence} ${event.type} ${type}`.trim());
          if (event.terminal) {
            resolve();
          }
        }
      },
    });
  });
  await consumer.disconnect();
}

await Promise.all([follow('by default', {}), follow('uncommitted', { readUncommitted: true })]);
