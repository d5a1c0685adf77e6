import { appUrl, deploymentMark } from '#config/app'
import { mailSettings, returnedMail, senderAddress, sendgridEvents } from '#config/mail'
import { texts } from '#config/sms'
import { readTexts, type ReadTexts } from '#services/doctor/dns_texts'
import type { Finding } from '#services/doctor/finding'
import { checkMail, checkReturned, type MailSettings } from '#services/doctor/mail_channel'
import { checkSender, type SenderSettings } from '#services/doctor/sending_domain'
import { checkTexts, type TextSettings } from '#services/doctor/sms_channel'
import { checkSite, type SiteSettings } from '#services/doctor/site_address'
import { isOnInternet } from '#services/public_address'

const TIMEOUT_MS = 5_000
const KEPT_MS = 60_000

/** What is asked of others: the mail server, our own address as people reach it, and DNS. */
export interface Outside {
  site: SiteSettings
  mail: MailSettings
  texts: TextSettings
  sender: SenderSettings
  read: ReadTexts
}

export const outside: Outside = {
  site: { url: appUrl, mark: deploymentMark, timeoutMs: TIMEOUT_MS },
  mail: {
    ...mailSettings,
    hasEventKey: sendgridEvents.key !== undefined,
    returnedUrl: returnedMail?.url,
    isPublic: isOnInternet(appUrl),
    timeoutMs: TIMEOUT_MS,
  },
  texts: { ...texts, timeoutMs: TIMEOUT_MS },
  sender: { ...mailSettings, sender: senderAddress },
  read: readTexts,
}

/** Nothing is sent. */
export async function lookOutside({
  site,
  mail,
  texts: sms,
  sender,
  read,
}: Outside): Promise<Finding[]> {
  const [address, channel, returned, text, domain] = await Promise.all([
    checkSite(site),
    checkMail(mail),
    checkReturned(mail),
    checkTexts(sms),
    checkSender(sender, read),
  ])
  return [address, channel, ...returned, text, ...domain]
}

let kept: { until: number; findings: Promise<Finding[]> } | null = null

/** For pages: however often one is opened, others are asked once a minute. */
export function recentlyOutside(): Promise<Finding[]> {
  const now = performance.now()
  if (!kept || kept.until < now) kept = { until: now + KEPT_MS, findings: lookOutside(outside) }
  return kept.findings
}
