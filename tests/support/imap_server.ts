import { createServer, type Socket } from 'node:net'
import { listenOnLoopback } from '#tests/support/loopback'

interface Kept {
  uid: number
  source: string
  flags: Set<string>
}

const USER = 'bounces@shop.example'
const PASSWORD = 'a secret: of the mailbox'

/** A mailbox by IMAP (RFC 3501, with UIDPLUS), as far as a reader needs it. */
export async function openImapServer(
  cleanup: (close: () => void) => void,
  { hangs = false }: { hangs?: boolean } = {}
) {
  const commands: string[] = []
  const sockets = new Set<Socket>()
  let messages: Kept[] = []
  let lastUid = 0

  const answers = (line: string): string[] => {
    const [tag, ...rest] = line.split(' ')
    const command = rest.join(' ')
    const done = (words = 'done') => `${tag} OK ${words}`
    const chosen = (uids: string) => messages.filter(({ uid }) => isIn(uids, uid))
    const number = (kept: Kept) => messages.indexOf(kept) + 1
    const [, storeUids, sign, flags] =
      /^UID STORE (\S+) ([+-])FLAGS(?:\.SILENT)? \((.*)\)$/i.exec(command) ?? []
    const [, fetchUids] = /^UID FETCH (\S+) /i.exec(command) ?? []
    const [, expungeUids] = /^UID EXPUNGE (\S+)$/i.exec(command) ?? []

    if (/^CAPABILITY/i.test(command)) return ['* CAPABILITY IMAP4rev1 UIDPLUS', done()]
    if (/^LOGIN/i.test(command)) {
      const isRight = command.includes(USER) && command.includes(PASSWORD)
      return isRight ? [done()] : [`${tag} NO [AUTHENTICATIONFAILED] Not you`]
    }
    if (/^LIST|^LSUB/i.test(command)) return ['* LIST () "/" "INBOX"', done()]
    if (/^(SELECT|EXAMINE) "?INBOX"?$/i.test(command)) {
      return [
        ...['* FLAGS (\\Seen \\Deleted)', `* ${messages.length} EXISTS`, '* OK [UIDVALIDITY 7] ok'],
        ...[`* OK [UIDNEXT ${lastUid + 1}] ok`, done('[READ-WRITE] selected')],
      ]
    }
    if (/^(SELECT|EXAMINE)/i.test(command)) return [`${tag} NO [NONEXISTENT] No such folder`]
    if (/^UID SEARCH/i.test(command)) {
      const unread = messages.filter((kept) => !kept.flags.has('\\Seen'))
      return [`* SEARCH ${unread.map(({ uid }) => uid).join(' ')}`.trimEnd(), done()]
    }
    if (fetchUids) {
      return [
        ...chosen(fetchUids).map((kept) => {
          const { uid, source } = kept
          const size = Buffer.byteLength(source)
          return `* ${number(kept)} FETCH (UID ${uid} BODY[]<0> {${size}}\r\n${source})`
        }),
        done(),
      ]
    }
    if (storeUids) {
      for (const kept of chosen(storeUids)) {
        for (const flag of flags.split(' ')) {
          if (sign === '+') kept.flags.add(flag)
          else kept.flags.delete(flag)
        }
      }
      return [done()]
    }
    if (expungeUids) {
      const gone = chosen(expungeUids).filter((kept) => kept.flags.has('\\Deleted'))
      const told = gone.map((kept) => `* ${number(kept)} EXPUNGE`)
      messages = messages.filter((kept) => !gone.includes(kept))
      return [...told, done()]
    }
    if (/^LOGOUT/i.test(command)) return ['* BYE bye', done()]
    return [done()]
  }

  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    if (hangs) return
    socket.write('* OK [CAPABILITY IMAP4rev1 UIDPLUS] ready\r\n')
    let rest = ''
    socket.on('data', (data) => {
      rest += data.toString()
      const lines = rest.split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        commands.push(line)
        socket.write(`${answers(line).join('\r\n')}\r\n`)
      }
    })
  })
  const port = await listenOnLoopback(server)
  cleanup(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const url = new URL(`imap://127.0.0.1:${port}/INBOX`)
  Object.assign(url, { username: encodeURIComponent(USER), password: encodeURIComponent(PASSWORD) })
  return {
    url: url.href,
    commands,
    receive: (source: string) => {
      messages.push({ uid: ++lastUid, source, flags: new Set() })
    },
    unread: () => messages.filter(({ flags }) => !flags.has('\\Seen')).length,
    left: () => messages.length,
  }
}

function isIn(uids: string, uid: number): boolean {
  return uids.split(',').some((part) => {
    const [from, to = from] = part.split(':').map(Number)
    return uid >= from && uid <= to
  })
}
