'use strict'
// What an application is told when a person signs or rejects.
const assert = require('assert')
const http = require('http')
const recorder = require('./recorder')
const { control, until, sign, reject } = require('./people')

module.exports = (sdk, key) => ({
  async 'webhooks come for a signature and for a rejection' () {
    const bodies = []
    const server = http.createServer((request, response) => {
      const chunks = []
      request.on('data', chunk => chunks.push(chunk))
      request.on('end', () => {
        bodies.push(JSON.parse(Buffer.concat(chunks).toString('utf8')))
        response.end()
      })
    })
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${server.address().port}/hook`
    await control('POST', 'applications', { key, webhook_url: url })

    const told = async uuid => until('the webhook came', () =>
      bodies.find(body => body.meta.payload_uuidv4 === uuid))
    const payload = { txjson: { TransactionType: 'SignIn' }, custom_meta: { blob: { cart: 1 } } }
    const signed = await sdk.payload.create(payload)
    await sign('ada', signed.uuid)
    assert.strictEqual((await told(signed.uuid)).payloadResponse.signed, true)
    const rejected = await sdk.payload.create(payload)
    await reject('ada', rejected.uuid)
    assert.strictEqual((await told(rejected.uuid)).payloadResponse.signed, false)

    bodies.forEach(recorder.webhook)
    await control('POST', 'applications', { key, webhook_url: '' })
    server.close()
  }
})
