import { ImapFlow } from 'imapflow'

export interface BounceMailbox {
  /** `imaps://user:password@host/folder` */
  url: string
  timeoutMs: number
}

/** What is read in one go; the rest is there the next time. */
const MOST_AT_ONCE = 200
/** The status, and the headers of the mail behind it, stand long before that. */
const MOST_BYTES = 512 * 1024

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Hands over what nobody has read yet, one after the other. What is dealt with is deleted, since it has
 * a client's address in it; all else is marked as read and stays for people.
 */
export async function readMailbox(
  mailbox: BounceMailbox,
  deal: (source: Buffer) => Promise<'dealt_with' | 'left'>
): Promise<void> {
  await inFolder(mailbox, async (client) => {
    const unread = (await client.search({ seen: false }, { uid: true })) || []
    for (const uid of unread.slice(0, MOST_AT_ONCE)) {
      const message = await client.fetchOne(
        String(uid),
        { source: { start: 0, maxLength: MOST_BYTES } },
        { uid: true }
      )
      if (!message || !message.source) continue
      const outcome = await deal(message.source)
      await client.messageFlagsAdd(String(uid), ['\\Seen'], { uid: true })
      if (outcome === 'dealt_with') await client.messageDelete(String(uid), { uid: true })
    }
  })
}

/** Whether it could be read now; nothing in it is. */
export async function tryMailbox(mailbox: BounceMailbox): Promise<void> {
  await inFolder(mailbox, async () => {})
}

async function inFolder(
  { url, timeoutMs }: BounceMailbox,
  work: (client: ImapFlow) => Promise<void>
): Promise<void> {
  const { protocol, hostname, port, username, password, pathname } = new URL(url)
  const secure = protocol === 'imaps:'
  const client = new ImapFlow({
    host: hostname,
    port: Number(port) || (secure ? 993 : 143),
    secure,
    // A password is never sent unencrypted.
    ...(!secure && !LOOPBACK.has(hostname) && { doSTARTTLS: true }),
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  })
  // Told twice, as what the call throws; unheard it would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    const lock = await client.getMailboxLock(decodeURIComponent(pathname.slice(1)) || 'INBOX')
    try {
      await work(client)
    } finally {
      lock.release()
    }
    await client.logout()
  } finally {
    client.close()
  }
}
