'use strict'
// The official client against a sandbox: SANDBOX_URL, XUMM_APIKEY and XUMM_APISECRET say where and as
// whom; with XAPP it also signs in as an xApp does,
// with WEBHOOKS it also waits for those. Each step is told as a line "ok - …".
const assert = require('assert')
const fs = require('fs')
const recorder = require('./recorder')
const { control, until, sign, reject, openSockets } = require('./people')
const webhookSteps = require('./webhook')
const xappSteps = require('./xapp')
const { XummSdk } = require('xumm-sdk')

const url = process.env.SANDBOX_URL
const key = process.env.XUMM_APIKEY
const UNKNOWN = '11111111-1111-4111-8111-111111111111'
const PAYMENT = {
  TransactionType: 'Payment',
  Destination: 'rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY',
  Amount: '1000000'
}

const sdk = new XummSdk()
assert(sdk.setEndpoint(url))

let signedPayment

const steps = {
  async 'ping names the application' () {
    assert.strictEqual((await sdk.ping()).application.uuidv4, key)
  },

  async 'wrong credentials are told by code' () {
    const stranger = new XummSdk(key, UNKNOWN)
    stranger.setEndpoint(url)
    await assert.rejects(stranger.ping(), /Error code 813/)
  },

  async 'create, and get by uuid and by custom identifier' () {
    const created = await sdk.payload.create({
      txjson: { TransactionType: 'SignIn' },
      options: { expire: 5, return_url: { web: 'https://shop.example/?id={id}' } },
      custom_meta: { identifier: 'order/1', blob: { items: [1, 2] }, instruction: 'Hello' }
    }, true)
    assert.match(created.next.always, new RegExp(`^${url}/sign/${created.uuid}$`))
    assert.strictEqual(created.pushed, false)
    const byUuid = await sdk.payload.get(created, true)
    const byIdentifier = await sdk.payload.get('ci/order%2F1', true)
    assert.strictEqual(byUuid.meta.uuid, created.uuid)
    assert.strictEqual(byIdentifier.meta.uuid, created.uuid)
    assert.deepStrictEqual(byUuid.custom_meta.blob, { items: [1, 2] })
  },

  async 'a bare transaction is enough' () {
    assert((await sdk.payload.create({ TransactionType: 'SignIn' })).uuid)
  },

  async 'refusals are told by code, or null' () {
    const twice = { txjson: { TransactionType: 'SignIn' }, custom_meta: { identifier: 'order/1' } }
    await assert.rejects(sdk.payload.create(twice, true), /Error code 409/)
    await assert.rejects(sdk.payload.create({ TransactionType: 'Nope' }, true), /Error code 602/)
    await assert.rejects(sdk.payload.get(UNKNOWN, true), /Error code 404/)
    assert.strictEqual(await sdk.payload.create(twice), null)
    assert.strictEqual(await sdk.payload.get(UNKNOWN), null)
    await assert.rejects(sdk.payload.get('no-uuid', true), /Endpoint unknown/)
  },

  async 'subscriptions live through a dropped socket until signed and until rejected' () {
    const frames = []
    const untilResolved = ({ data }) => {
      frames.push(data)
      if ('signed' in data) {
        recorder.frame(data)
        return data
      }
    }
    const toSign = await sdk.payload.createAndSubscribe(PAYMENT, untilResolved)
    const created = await sdk.payload.create(PAYMENT)
    const toReject = await sdk.payload.subscribe(created, untilResolved)
    await until('both sockets are open', async () => await openSockets() === 2)
    await control('POST', 'faults', { drop_sockets: true })
    await until('both sockets are gone', async () => await openSockets() === 0)
    await until('both sockets are open again', async () => await openSockets() === 2)

    await sign('ada', toSign.created.uuid)
    await reject('bob', created.uuid)
    const [signed, rejected] = await Promise.all([toSign.resolved, toReject.resolved])
    assert.strictEqual(signed.signed, true)
    assert.strictEqual(signed.payload_uuidv4, toSign.created.uuid)
    assert.strictEqual(rejected.signed, false)
    assert.strictEqual(rejected.payload_uuidv4, created.uuid)
    assert(frames.some(frame => frame.opened === true))
    assert(frames.some(frame => 'expires_in_seconds' in frame))
    assert(!frames.some(frame => 'devapp_fetched' in frame))
    await until('both sockets are closed', async () => await openSockets() === 0)

    signedPayment = await until('the transaction was dispatched', async () => {
      const payload = await sdk.payload.get(toSign.created.uuid)
      return payload.response.dispatched_result === 'tesSUCCESS' && payload
    })
    assert.strictEqual(signedPayment.meta.signed, true)
    const refused = await sdk.payload.get(created.uuid)
    assert.deepStrictEqual([refused.meta.resolved, refused.meta.signed], [true, false])
  },

  async 'cancel says what happened' () {
    const created = await sdk.payload.create({ TransactionType: 'SignIn' })
    const first = await sdk.payload.cancel(created, true)
    assert.deepStrictEqual(first.result, { cancelled: true, reason: 'OK' })
    const second = await sdk.payload.cancel(created.uuid, true)
    assert.deepStrictEqual(second.result, { cancelled: false, reason: 'ALREADY_CANCELLED' })
    const late = await sdk.payload.cancel(signedPayment, true)
    assert.strictEqual(late.result.reason, 'ALREADY_RESOLVED')
  },

  async 'user tokens push, verify and know KYC' () {
    const token = signedPayment.application.issued_user_token
    const pushed = await sdk.payload.create({ txjson: PAYMENT, user_token: token })
    assert.strictEqual(pushed.pushed, true)
    assert.match(pushed.next.no_push_msg_received, /\/qr$/)
    const verified = await sdk.verifyUserTokens([token, UNKNOWN])
    assert.deepStrictEqual(verified.map(each => each.active), [true])
    assert.strictEqual((await sdk.verifyUserToken(token)).user_token, token)
    assert.strictEqual(await sdk.verifyUserToken(UNKNOWN), null)
    assert.strictEqual(await sdk.getKycStatus(token), 'NONE')
    await control('POST', 'people/ada/kyc', { status: 'SUCCESSFUL' })
    assert.strictEqual(await sdk.getKycStatus(token), 'SUCCESSFUL')
    assert.strictEqual(await sdk.getKycStatus(signedPayment.response.account), 'SUCCESSFUL')
  },

  async 'storage is set, read and deleted' () {
    assert.strictEqual(await sdk.storage.get(), null)
    assert.strictEqual(await sdk.storage.set({ name: 'shop', n: [1] }), true)
    assert.deepStrictEqual(await sdk.storage.get(), { name: 'shop', n: [1] })
    assert.strictEqual(await sdk.storage.delete(), true)
    assert.strictEqual(await sdk.storage.get(), null)
  },

  async 'reference data' () {
    const assets = await sdk.getCuratedAssets()
    assert(assets.details[assets.issuers[0]].currencies[assets.currencies[0]].id)
    assert.strictEqual((await sdk.getRates('eur')).__meta.currency.code, 'EUR')
    assert.strictEqual((await sdk.getRails()).XAHAU.native_asset, 'XAH')
    const hooks = await sdk.getHookHashes()
    const [hash] = Object.keys(hooks)
    assert.deepStrictEqual(await sdk.getHookHash(hash), hooks[hash])
    const { txid } = signedPayment.response
    await control('POST', 'clock', { advance: 'PT10S' }) // until a ledger has it
    const transaction = await sdk.getTransaction(txid)
    assert.strictEqual(transaction.txid, txid)
    assert(transaction.balanceChanges[PAYMENT.Destination])
  },

  async 'an expiry is told' () {
    const { created, resolved } = await sdk.payload.createAndSubscribe(
      { txjson: PAYMENT, options: { expire: 1 } },
      ({ data }) => data.expired ? data : undefined)
    await until('the socket is open', async () => await openSockets() === 1)
    await control('POST', 'clock', { advance: 'PT2M' })
    assert.deepStrictEqual(await resolved, { expired: true })
    assert.strictEqual((await sdk.payload.get(created)).meta.expired, true)
  }
}

async function main () {
  if (process.env.XAPP) {
    Object.assign(steps, xappSteps(url, key, () => signedPayment))
  }
  if (process.env.WEBHOOKS) {
    Object.assign(steps, webhookSteps(sdk, key))
  }
  let failures = 0
  for (const [name, step] of Object.entries(steps)) {
    try {
      await step()
      console.log('ok - ' + name)
    } catch (error) {
      failures++
      console.log('not ok - ' + name)
      console.log(error)
    }
  }
  fs.writeFileSync('recorded.json', JSON.stringify(recorder.answers))
  process.exit(failures)
}

main()
