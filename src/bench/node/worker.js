'use strict'
// What a team writes that has no Countersign: kafkajs and the official client of the platform. A payload
// for each command, a subscription to each payload, and events as they come. Nothing survives its death.
const { Kafka, logLevel } = require('kafkajs')
const { XummSdk } = require('xumm-sdk')

const { BOOTSTRAP_SERVERS, COMMANDS, EVENTS, GROUP, PLATFORM, API_KEY, API_SECRET } = process.env
const AT_ONCE = Number(process.env.CONCURRENCY)

const sdk = new XummSdk(API_KEY, API_SECRET)
sdk.setEndpoint(PLATFORM)
const kafka = new Kafka({ brokers: [BOOTSTRAP_SERVERS], logLevel: logLevel.ERROR })
const producer = kafka.producer()
const consumer = kafka.consumer({ groupId: GROUP })

const publish = (id, type, more) => producer.send({
  topic: EVENTS,
  messages: [{
    key: id,
    value: JSON.stringify({ type: type.toUpperCase(), request_id: id, ...more }),
    headers: { ce_type: type }
  }]
})

const ask = async command => {
  const id = command.id
  const { created, resolved } = await sdk.payload.createAndSubscribe(
    { txjson: command.txjson, custom_meta: { ...command.custom_meta, identifier: id } },
    ({ uuid, data, payload }) => {
      if ('opened' in data) {
        publish(id, 'opened', { payload_uuid: uuid }).catch(fail)
      }
      // The client has read the payload again before it says that it is signed.
      return 'signed' in data ? { signed: data.signed, payload } : undefined
    })
  resolved.then(async ({ signed, payload }) => {
    await publish(id, signed ? 'signed' : 'rejected', {
      payload_uuid: created.uuid,
      account: payload.response.account,
      hex: payload.response.hex,
      user_token: payload.application.issued_user_token
    })
  }).catch(fail)
  await publish(id, 'created', { payload_uuid: created.uuid, links: created.refs })
}

const fail = error => {
  console.error('ERROR', error)
  process.exit(1)
}

const run = async () => {
  await producer.connect()
  await consumer.connect()
  await consumer.subscribe({ topics: [COMMANDS], fromBeginning: true })
  let creating = 0
  const waiting = []
  const enter = async () => {
    while (creating >= AT_ONCE) {
      await new Promise(resolve => waiting.push(resolve))
    }
    creating++
  }
  const leave = () => {
    creating--
    waiting.shift()?.()
  }
  await consumer.run({
    eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
      await Promise.all(batch.messages.map(async message => {
        await enter()
        try {
          await ask(JSON.parse(message.value))
        } finally {
          leave()
        }
        await heartbeat()
      }))
      resolveOffset(batch.lastOffset())
    },
    partitionsConsumedConcurrently: 12
  })
  console.log('node worker runs')
}

run().catch(fail)
