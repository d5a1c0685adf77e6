import { createServer, type Socket } from 'node:net'
import type { TestContext } from '@japa/runner/core'
import { listenOnLoopback } from '#tests/support/loopback'

interface SinkOptions {
  /** In place of the usual answers, by the command's first word, as they stand then; null is silence. */
  answers?: Record<string, string | null>
  /** How long an answer is thought about, by the same word. */
  delays?: Record<string, number>
  /** Offers AUTH and remembers what came. */
  withAuth?: boolean
}

export interface SmtpSink {
  url: string
  /** Every command line as it came, sign-in included. */
  commands: string[]
  /** The messages as they came over the wire. */
  messages: string[]
  /** Drops every connection, as a server that is started again does. */
  hangUp(): void
}

const USUAL: Record<string, string> = {
  MAIL: '250 2.1.0 OK',
  RCPT: '250 2.1.5 OK',
  DATA: '354 Go on',
  RSET: '250 OK',
  QUIT: '221 Bye',
  end: '250 2.0.0 queued as sink-1',
}

/** A mail server that keeps what it gets, or misbehaves as told (RFC 5321). */
export async function openSmtpSink(
  cleanup: TestContext['cleanup'],
  { answers = {}, delays = {}, withAuth = false }: SinkOptions = {}
): Promise<SmtpSink> {
  const commands: string[] = []
  const messages: string[] = []
  const sockets = new Set<Socket>()

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    socket.on('error', () => {})
    let buffer = ''
    let isData = false
    let awaited = 0
    const answer = (word: string, usual: string) => {
      const line = word in answers ? answers[word] : usual
      if (line === null) return
      const write = () => socket.writable && socket.write(`${line}\r\n`)
      if (delays[word]) setTimeout(write, delays[word])
      else write()
    }

    answer('greeting', '220 sink.example ESMTP')
    socket.on('data', (chunk) => {
      buffer += chunk.toString('latin1')
      for (;;) {
        const end = buffer.indexOf(isData ? '\r\n.\r\n' : '\r\n')
        if (end === -1) return
        const line = buffer.slice(0, end)
        buffer = buffer.slice(end + (isData ? 5 : 2))
        if (isData) {
          messages.push(Buffer.from(line, 'latin1').toString())
          isData = false
          answer('end', USUAL.end)
          continue
        }
        commands.push(line)
        if (awaited > 0) {
          awaited--
          answer('AUTH', awaited ? '334 UGFzc3dvcmQ6' : '235 2.7.0 OK')
          continue
        }
        const word = line.split(' ')[0].toUpperCase()
        if (word === 'EHLO') answer('EHLO', withAuth ? '250-sink\r\n250 AUTH LOGIN' : '250 sink')
        else if (word === 'AUTH') {
          awaited = 2
          socket.write('334 VXNlcm5hbWU6\r\n')
        } else {
          answer(word, USUAL[word] ?? '500 What?')
          isData = word === 'DATA' && !('DATA' in answers)
          if (word === 'QUIT') socket.end()
        }
      }
    })
  })

  const port = await listenOnLoopback(server)
  const hangUp = () => {
    for (const socket of sockets) socket.destroy()
  }
  cleanup(() => {
    hangUp()
    server.close()
  })
  return { url: `smtp://127.0.0.1:${port}`, commands, messages, hangUp }
}

/** The Message-ID of every mail that arrived. */
export function messageIdsIn({ messages }: Pick<SmtpSink, 'messages'>): string[] {
  return messages.map((message) => /^message-id:\s*(<[^>]+>)/im.exec(message)?.[1] ?? 'none')
}
