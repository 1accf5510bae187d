'use strict'
// Turns every recorded answer into a typed constant: recorded.ts, for the compiler to judge.
const fs = require('fs')

const UUID = '[0-9a-f-]{36}'
const TYPES = [
  ['FRAME', /^$/, 'Resolved'],
  ['WEBHOOK', /^$/, 'Webhook'],
  ['GET', /^platform\/ping$/, 'Ping'],
  ['GET', /^jwt\/ping$/, 'JwtPing'],
  ['GET', /^jwt\/authorize$/, 'Authorized'],
  ['POST', /\/payload$/, 'Created'],
  ['GET', new RegExp(`/payload/(${UUID}|ci/.+)$`), 'Read'],
  ['DELETE', new RegExp(`/payload/${UUID}$`), 'Cancelled'],
  ['POST', /\/user-tokens$/, 'UserTokens'],
  ['POST', /\/kyc-status$/, 'KycOfToken'],
  ['GET', /\/kyc-status\/r/, 'KycOfAccount'],
  ['GET', /\/app-storage$/, 'StorageGet'],
  ['POST', /\/app-storage$/, 'StorageSet'],
  ['DELETE', /\/app-storage$/, 'StorageDelete'],
  ['GET', /\/curated-assets$/, 'CuratedAssets'],
  ['GET', /\/rates\//, 'Rates'],
  ['GET', /\/rails$/, 'Rails'],
  ['GET', /\/hookhash$/, 'Hooks'],
  ['GET', /\/hookhash\//, 'Hook'],
  ['GET', /\/xrpl-tx\//, 'Transaction'],
  ['GET', /\/nftoken-detail\//, 'Nftoken'],
  ['GET', /\/userdata$/, 'UserdataList'],
  ['GET', /\/userdata\//, 'UserdataGet'],
  ['POST', /\/userdata\//, 'UserdataSet'],
  ['DELETE', /\/userdata\//, 'UserdataDelete'],
  ['GET', /\/xapp\/ott\//, 'OneTimeToken'],
  ['POST', /\/xapp\/push$/, 'Pushed'],
  ['POST', /\/xapp\/event$/, 'Event']
]

function typeOf ({ method, path, status, body }) {
  if (body.error !== undefined) {
    return body.error === true ? 'Fatal' : 'Refused'
  }
  const call = path.replace('/api/v1/', '')
  const found = TYPES.find(([verb, pattern]) => verb === method && pattern.test(call))
  if (!found || (status !== 200 && method !== 'FRAME')) {
    throw new Error(`No type is known for ${method} ${path} with status ${status}`)
  }
  return found[2]
}

const recorded = JSON.parse(fs.readFileSync('recorded.json', 'utf8'))
const seen = new Set()
const lines = ["import type * as Platform from './platform'", '']
recorded.forEach((answer, index) => {
  const type = typeOf(answer)
  seen.add(type)
  lines.push(`// ${answer.method} ${answer.path}`)
  lines.push(`export const answer${index}: Platform.${type} = ${JSON.stringify(answer.body)}`, '')
})

// The compiler has to notice when something is missing or too much, or it judged nothing.
const read = recorded.find(answer => typeOf(answer) === 'Read').body
const { signed, ...meta } = read.meta
lines.push('// @ts-expect-error', `export const missing: Platform.Read = ${JSON.stringify({ ...read, meta })}`)
lines.push('// @ts-expect-error', `export const tooMuch: Platform.Read = ${JSON.stringify({ ...read, nobody: 1 })}`)

fs.writeFileSync('recorded.ts', lines.join('\n') + '\n')
console.log([...seen].sort().join(' '))
