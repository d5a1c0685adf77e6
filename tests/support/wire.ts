import { connect, createServer, type Socket } from 'node:net'
import { listenOnLoopback } from '#tests/support/loopback'

/** A way to a server that can be cut, and mended, or on which nothing comes through for a while. */
export async function openWire(to: { host: string; port: number }) {
  let isWhole = true
  let isSilent = false
  const sockets = new Set<Socket>()
  const server = createServer((near) => {
    if (!isWhole) return void near.destroy()
    const far = connect(to)
    if (isSilent) near.pause()
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ]) {
      sockets.add(socket)
      socket.on('error', () => other.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        other.destroy()
      })
      socket.on('data', (bytes) => other.write(bytes))
      if (isSilent) socket.pause()
    }
  })

  return {
    port: await listenOnLoopback(server),
    cut() {
      isWhole = false
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      isWhole = true
    },
    /** As where the server is stopped and not gone. */
    fallSilent() {
      isSilent = true
      for (const socket of sockets) socket.pause()
    },
    speak() {
      isSilent = false
      for (const socket of sockets) socket.resume()
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
