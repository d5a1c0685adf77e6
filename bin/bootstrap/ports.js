import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { Failure } from './failure.js'

/** @typedef {import('./settings.js').Settings} Settings */

/**
 * @param {string} host
 * @param {number} port 0 for any that is free
 * @returns {Promise<number>}
 */
export function claimPort(host, port) {
  return new Promise((resolvePort, reject) => {
    const server = createServer().once('error', reject)
    server.listen(port, host, () => {
      const address = server.address()
      server.close(() => resolvePort(address && typeof address === 'object' ? address.port : port))
    })
  })
}

/** @param {Settings} settings */
export async function checkAddress({ HOST, PORT }) {
  try {
    await claimPort(HOST, Number(PORT))
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'EADDRINUSE') {
      throw new Failure(
        `Port ${PORT} is taken by another program. Stop it, or choose another port: PORT=${Number(PORT) + 1} npm start`
      )
    }
    if (code === 'EACCES') {
      throw new Failure(
        `Port ${PORT} needs more rights. Choose one above 1023: PORT=3333 npm start`
      )
    }
    throw new Failure(`HOST is "${HOST}", which is no address of this machine. Try HOST=127.0.0.1.`)
  }
}

/**
 * Resolves once somebody listens there.
 *
 * @param {string} host
 * @param {number} port
 */
export async function answers(host, port) {
  while (!(await isOpen(host, port))) await sleep(50)
}

/**
 * @param {string} host
 * @param {number} port
 * @returns {Promise<boolean>}
 */
function isOpen(host, port) {
  return new Promise((resolve) => {
    const socket = connect(port, host)
    socket.once('error', () => resolve(false))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
  })
}
