/** Words of ours, since SendGrid's repeat the recipient's address. */
export const BOUNCE_CAUSES = [
  'no_address',
  'mailbox_full',
  'unreachable',
  'turned_away',
  'suppressed',
  'reported',
  'quota',
  'other',
] as const
export type BounceCause = (typeof BOUNCE_CAUSES)[number]

export interface Bounce {
  transportIds: string[]
  cause: BounceCause
}

interface Event {
  sg_message_id: string
  event: string
  type?: string
  status?: string
  reason?: string
  bounce_classification?: string
}

const MOST_PARTS = 12
const LONGEST_ID = 255

/** A delay is not a bounce, since SendGrid goes on trying. Unknown events are ignored. */
export function bouncesIn(events: unknown[]): Bounce[] {
  return events.filter(isEvent).flatMap((event) => {
    const cause = causeOf(event)
    return cause ? [{ transportIds: transportIdsOf(event), cause }] : []
  })
}

function isEvent(event: unknown): event is Event {
  if (typeof event !== 'object' || event === null) return false
  const { sg_message_id: id, event: kind } = event as Partial<Event>
  return typeof id === 'string' && id.length <= LONGEST_ID && typeof kind === 'string'
}

/** The id from sending (X-Message-Id), then a dot and more parts; older ids contain dots. */
function transportIdsOf({ sg_message_id: id }: Event): string[] {
  const parts = id.split('.', MOST_PARTS)
  return parts.map((_, index) => parts.slice(0, parts.length - index).join('.'))
}

function causeOf(event: Event): BounceCause | null {
  switch (event.event) {
    case 'bounce':
      return bounceCause(event)
    case 'dropped':
      return dropCause(event)
    case 'spamreport':
      return 'reported'
    default:
      return null
  }
}

/** By the enhanced status (RFC 3463) where there is one, else by SendGrid's classification. */
function bounceCause({ type, status, bounce_classification: filed }: Event): BounceCause {
  const code = String(status ?? '')
  if (/^5\.1\.[1236]$/.test(code) || filed === 'Invalid Address') return 'no_address'
  if (/^[45]\.2\.2$/.test(code)) return 'mailbox_full'
  if (/^[45]\.7\./.test(code) || filed === 'Content' || filed === 'Reputation') return 'turned_away'
  if (/^[45]\.[14]\./.test(code) || filed === 'Technical') return 'unreachable'
  if (type !== 'blocked') return 'no_address'
  return code === '' ? 'unreachable' : 'turned_away'
}

function dropCause({ reason }: Event): BounceCause {
  const words = String(reason ?? '')
  if (/^(bounced|unsubscribed|spam reporting) address/i.test(words)) return 'suppressed'
  if (/^invalid$/i.test(words)) return 'no_address'
  return /quota/i.test(words) ? 'quota' : 'other'
}
