'use strict'
// Listens in on Node's own HTTP client, below everything that the SDK does, and keeps every JSON
// answer as it came from the wire.
const http = require('http')

const answers = []
const original = http.request

http.request = function (...args) {
  const request = original.apply(this, args)
  request.on('response', response => {
    const chunks = []
    response.on('data', chunk => chunks.push(chunk))
    response.on('end', () => {
      if (request.path.startsWith('/api/')) {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8'))
        answers.push({ method: request.method, path: request.path, status: response.statusCode, body })
      }
    })
  })
  return request
}

module.exports = {
  answers,
  /** What came to the application by itself. */
  webhook: body => answers.push({ method: 'WEBHOOK', path: '', status: 200, body }),
  /** A frame that the SDK passed on. */
  frame: body => answers.push({ method: 'FRAME', path: '', status: 101, body })
}
