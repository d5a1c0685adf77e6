import { sentAddress } from '#formats/contacts/mail_address'
import type { ReadTexts } from '#services/doctor/dns_texts'
import { codeOf, finding, type CheckedPart, type Finding } from '#services/doctor/finding'

export interface SenderSettings {
  channel: 'mailbox' | 'smtp' | 'sendgrid'
  /** Where mails come from. */
  sender: string
  /** The names under which its keys stand; none where nobody said so. */
  dkimNames: string[]
}

/** What SendGrid calls its keys, and what is usual elsewhere. */
const SENDGRID_NAMES = ['s1', 's2']
const USUAL_NAMES = [
  ...['default', 'dkim', 'mail', 'smtp', 'google', 'selector1', 'selector2', 'fm1', 'k1', 'k2'],
  ...['s1', 's2', 'key1', 'mta', 'zoho', 'protonmail'],
]

/** Whether those who get our mails can see that they are the domain's own. What is not sent needs none. */
export async function checkSender(settings: SenderSettings, read: ReadTexts): Promise<Finding[]> {
  if (settings.channel === 'mailbox') return []
  const sender = sentAddress(settings.sender)
  const domain = sender.slice(sender.lastIndexOf('@') + 1).toLowerCase()
  if (!domain.includes('.'))
    return [finding('spf', 'bad', 'sender_nowhere', { values: { sender } })]
  return Promise.all([
    answered('spf', () => checkSpf(domain, settings, read)),
    answered('dkim', () => checkDkim(domain, settings, read)),
    answered('dmarc', () => checkDmarc(domain, read)),
  ])
}

async function answered(part: CheckedPart, check: () => Promise<Finding>): Promise<Finding> {
  try {
    return await check()
  } catch (error) {
    return finding(part, 'unknown', 'dns_away', { detail: codeOf(error) })
  }
}

/** Others may stand beside them. */
async function recordsAt(name: string, begins: RegExp, read: ReadTexts): Promise<string[]> {
  const texts = await read(name)
  return texts.filter((text) => begins.test(text))
}

/** RFC 7208: one record, of which `all` is the last word. */
async function checkSpf(
  domain: string,
  { channel }: SenderSettings,
  read: ReadTexts
): Promise<Finding> {
  const records = await recordsAt(domain, /^v=spf1( |$)/i, read)
  const values = { domain }
  if (records.length > 1) return finding('spf', 'bad', 'spf_twice', { values })
  const [record] = records
  if (record === undefined) {
    // SendGrid sends under a name of its own below the domain, which has one.
    return channel === 'sendgrid'
      ? finding('spf', 'note', 'spf_elsewhere', { values })
      : finding('spf', 'bad', 'spf_missing', { values })
  }
  if (/ \+?all\b/i.test(record)) {
    return finding('spf', 'bad', 'spf_open', { values, detail: record })
  }
  return finding('spf', 'good', 'spf_found', { values, detail: record })
}

/** RFC 6376: nobody can ask for a domain's keys, only for one by its name. */
async function checkDkim(
  domain: string,
  { channel, dkimNames }: SenderSettings,
  read: ReadTexts
): Promise<Finding> {
  const known = channel === 'sendgrid' ? SENDGRID_NAMES : []
  const expected = dkimNames.length > 0 ? dkimNames : known
  const names = expected.length > 0 ? expected : USUAL_NAMES
  const places = names.map((name) => `${name}._domainkey.${domain}`)
  const texts = await Promise.all(places.map(read))
  const keys = texts
    .flat()
    .map(keyIn)
    .filter((key) => key !== null)
  const values = { domain, names: names.join(', ') }
  if (keys.some((key) => key !== '')) return finding('dkim', 'good', 'dkim_found', { values })
  if (keys.length > 0) return finding('dkim', 'bad', 'dkim_revoked', { values })
  return expected.length > 0
    ? finding('dkim', 'bad', 'dkim_missing', { values })
    : finding('dkim', 'note', 'dkim_unnamed', { values })
}

/** Empty where it was revoked; null where there is none. */
function keyIn(record: string): string | null {
  return tagsIn(record).get('p')?.replaceAll(/\s/g, '') ?? null
}

/** RFC 7489: at the domain, or else at one above it. */
async function checkDmarc(domain: string, read: ReadTexts): Promise<Finding> {
  const labels = domain.split('.')
  for (let above = 0; above <= labels.length - 2; above++) {
    const at = labels.slice(above).join('.')
    const records = await recordsAt(`_dmarc.${at}`, /^v=DMARC1\s*(;|$)/, read)
    if (records.length > 0) return judgeDmarc(records, at, above > 0)
  }
  return finding('dmarc', 'bad', 'dmarc_missing', { values: { domain } })
}

function judgeDmarc(records: string[], domain: string, isInherited: boolean): Finding {
  const [record] = records
  const more = { values: { domain }, detail: record }
  if (records.length > 1) return finding('dmarc', 'bad', 'dmarc_twice', more)
  const tags = tagsIn(record)
  const policy = ((isInherited && tags.get('sp')) || tags.get('p'))?.toLowerCase()
  if (policy === 'none') return finding('dmarc', 'note', 'dmarc_watching', more)
  return policy === 'quarantine' || policy === 'reject'
    ? finding('dmarc', 'good', 'dmarc_enforced', more)
    : finding('dmarc', 'bad', 'dmarc_broken', more)
}

/** "p=reject; sp=none" */
function tagsIn(record: string): Map<string, string> {
  const tags = record.split(';').map((tag) => tag.split(/=(.*)/s))
  return new Map(tags.map(([name, value = '']) => [name.trim().toLowerCase(), value.trim()]))
}
