'use strict'
// The people with their phones: what they do is told to the sandbox's control API.
const base = process.env.SANDBOX_URL + '/sandbox/'

async function control (method, path, body) {
  const answer = await fetch(base + path, { method, body: body && JSON.stringify(body) })
  const json = await answer.json()
  if (!answer.ok) {
    throw new Error(`${method} ${path}: ${JSON.stringify(json)}`)
  }
  return json
}

/** Until the condition holds; the sandbox is local, so seconds are plenty. */
async function until (what, condition) {
  const deadline = Date.now() + 15000
  for (;;) {
    const found = await condition()
    if (found) {
      return found
    }
    if (Date.now() > deadline) {
      throw new Error('Waited in vain until ' + what)
    }
    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

module.exports = {
  control,
  until,
  sign: (name, payload) => control('POST', `people/${name}/sign`, { payload }),
  reject: (name, payload) => control('POST', `people/${name}/reject`, { payload }),
  openSockets: async () => (await control('GET', 'sockets')).open
}
