'use strict'
// One JSON object per line in, one per line out: what the ledger's own JavaScript codec says of it.
const readline = require('node:readline')
const { createHash } = require('node:crypto')
const xrpl = require('ripple-binary-codec')
const xahau = require('@transia/ripple-binary-codec')
const { deriveAddress, verify } = require('ripple-keypairs')

const half = (hex) =>
  createHash('sha512').update(Buffer.from(hex, 'hex')).digest('hex').slice(0, 64).toUpperCase()

const answers = {
  encode: ({ codec, json }) => ({ blob: codec.encode(json) }),
  decode: ({ codec, blob }) => ({ json: codec.decode(blob) }),
  // Everything that can be known of a signed blob without asking who made it.
  check: ({ codec, blob }) => {
    const json = codec.decode(blob)
    const signer = json.Signers ? json.Signers[0].Signer : json
    const signed = json.Signers
      ? codec.encodeForMultisigning(json, signer.Account)
      : codec.encodeForSigning(json)
    return {
      json,
      hash: half('54584E00' + blob),
      address: deriveAddress(signer.SigningPubKey),
      verified: verify(signed, signer.TxnSignature, signer.SigningPubKey),
    }
  },
  claim: ({ codec, channel, amount, signature, publicKey }) => ({
    verified: verify(codec.encodeForSigningClaim({ channel, amount }), signature, publicKey),
  }),
}

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const request = JSON.parse(line)
  const codec = request.ledger === 'xahau' ? xahau : xrpl
  try {
    console.log(JSON.stringify(answers[request.ask]({ ...request, codec })))
  } catch (e) {
    console.log(JSON.stringify({ error: e.message }))
  }
})
