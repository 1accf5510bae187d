'use strict'
// What an xApp does with the official client: one-time token, JWT, and calls as the person.
const assert = require('assert')
const { control } = require('./people')
const { XummSdk, XummSdkJwt } = require('xumm-sdk')

const TOKEN = '00080064' + '5E7B112523F68D2F5E879DB4EAC51C6698A69304' + '0000000100000002'

module.exports = (url, key, signedPayment) => {
  let used

  async function opened () {
    return (await control('POST', 'people/ada/xapp', { application: key })).ott
  }

  function xapp (ott) {
    const sdk = new XummSdkJwt(key, ott)
    assert(sdk.setEndpoint(url))
    return sdk
  }

  return {
    async 'an xApp exchanges its one-time token and works as the person' () {
      used = await opened()
      const sdk = xapp(used)
      const ott = await sdk.getOttData()
      assert.strictEqual(ott.account, signedPayment().response.account)
      assert.strictEqual((await sdk.getJwt()).split('.').length, 3)
      assert.strictEqual((await sdk.ping()).application.uuidv4, key)
      const created = await sdk.payload.create({ TransactionType: 'SignIn' }, true)
      assert.strictEqual(created.pushed, true)
      assert.strictEqual((await sdk.payload.get(created)).meta.uuid, created.uuid)
      assert.strictEqual((await sdk.payload.cancel(created)).result.reason, 'OK')
    },

    async 'an xApp keeps data about the person' () {
      const { jwtUserdata } = xapp(await opened())
      assert.deepStrictEqual(await jwtUserdata.list(), [])
      assert.strictEqual(await jwtUserdata.set('cart', { items: 1 }), true)
      assert.strictEqual(await jwtUserdata.set('seen', { n: 2 }), true)
      assert.deepStrictEqual(await jwtUserdata.get('cart'), { items: 1 })
      assert.deepStrictEqual(await jwtUserdata.get(['cart', 'seen']),
        { cart: { items: 1 }, seen: { n: 2 } })
      assert.deepStrictEqual(await jwtUserdata.get('nothing'), {})
      assert.deepStrictEqual(await jwtUserdata.list(), ['cart', 'seen'])
      assert.strictEqual(await jwtUserdata.delete('cart'), true)
      assert.deepStrictEqual(await jwtUserdata.list(), ['seen'])
    },

    async 'an xApp asks for reference data, tokens and KYC' () {
      const sdk = xapp(await opened())
      assert((await sdk.getCuratedAssets()).issuers.length)
      assert((await sdk.getRates('USD')).XRP)
      assert((await sdk.getRails()).MAINNET)
      const [hash] = Object.keys(await sdk.getHookHashes())
      assert((await sdk.getHookHash(hash)).name)
      const { txid, account } = signedPayment().response
      assert((await sdk.getTransaction(txid)).node)
      assert.strictEqual((await sdk.getNftokenDetail(TOKEN)).owner, account)
      const userToken = signedPayment().application.issued_user_token
      assert.strictEqual((await sdk.verifyUserToken(userToken)).active, true)
      assert.strictEqual(await sdk.getKycStatus(account), 'SUCCESSFUL')
    },

    async 'a one-time token works once' () {
      await assert.rejects(xapp(used).getOttData())
    },

    async 'a back end reads a one-time token and pushes to the person' () {
      const sdk = new XummSdk()
      sdk.setEndpoint(url)
      const ott = await opened()
      assert.match((await sdk.xApp.get(ott)).account, /^r/)
      await assert.rejects(sdk.xApp.get(ott), /Error code 410/)
      const message = {
        user_token: signedPayment().application.issued_user_token,
        subtitle: 'Shop',
        body: 'Your order is on its way'
      }
      assert.strictEqual((await sdk.Push.notification(message)).pushed, true)
      assert((await sdk.Push.event(message)).uuid)
    }
  }
}
