import { issuePortalLink } from '#messages'
import { BrowserSession } from '#tests/support/browser_session'

/** A browser of whoever reads the mails to that address. */
export async function portalOf(
  email: string,
  headers: Record<string, string> = {}
): Promise<BrowserSession> {
  const browser = new BrowserSession(undefined, headers)
  const link = `/portal/sign-in/${await issuePortalLink(email)}`
  const answer = await browser.submit(link, link)
  if (answer.status !== 303) throw new Error(`Not signed in: ${answer.status}`)
  return browser
}
