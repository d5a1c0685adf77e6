/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright'
import { appUrl } from '#config/app'

export const SCHEMES = ['light', 'dark'] as const

/** A British reader in London, unless told otherwise. */
export function reader(
  browser: Browser,
  options: BrowserContextOptions = {}
): Promise<BrowserContext> {
  return browser.newContext({
    baseURL: appUrl,
    locale: 'en-GB',
    timezoneId: 'Europe/London',
    ...options,
  })
}

/** What axe finds on the page as it stands, in a line each; all of its rules, or only some. */
export async function axeFindings(page: Page, rules?: string[]): Promise<string[]> {
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
  // A page of its own to add up the frames' findings is only needed where there are frames.
  if (page.frames().length === 1) axe.setLegacyMode()
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** How far the page can be scrolled sideways, in pixels. */
export function sidewaysScroll(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
}

/** Collects what no page may do: break its policy, throw, or ask another site for anything. */
export function watch(context: BrowserContext): string[] {
  const complaints: string[] = []
  context.on('console', (message) => {
    if (/content.security.policy/i.test(message.text())) complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('request', (request) => {
    const url = new URL(request.url())
    const isOurs = url.hostname === new URL(appUrl).hostname || url.protocol === 'data:'
    if (!isOurs) complaints.push(`asked ${url.host}`)
  })
  return complaints
}
