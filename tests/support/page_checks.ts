/// <reference lib="dom" />
import { AxeBuilder } from '@axe-core/playwright'
import axe, { type Result } from 'axe-core'
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
  // A sandbox lets no script in, axe's neither.
  const isOpen = (await page.locator('iframe[sandbox]').count()) === 0
  const violations = await (page.frames().length > 1 && isOpen
    ? violationsWithFrames(page, rules)
    : violationsOf(page, rules))
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/** Axe stays in the page: bringing it there takes longer than most pages take it. */
async function violationsOf(page: Page, rules?: string[]): Promise<Result[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  return page.evaluate(async (runOnly) => {
    const options = { resultTypes: ['violations' as const], iframes: false, runOnly }
    const { violations } = await axe.run(document, options)
    return violations
  }, rules)
}

async function violationsWithFrames(page: Page, rules?: string[]): Promise<Result[]> {
  const builder = new AxeBuilder({ page }).options({ resultTypes: ['violations'] })
  const { violations } = await (rules ? builder.withRules(rules) : builder).analyze()
  return violations
}

/** Every rule on both layouts; what depends on colour and size again in the other scheme. */
const LOOKS: [number, (typeof SCHEMES)[number], string[]?][] = [
  [360, 'light'],
  [1440, 'dark'],
  [360, 'dark', ['color-contrast', 'target-size']],
  [1440, 'light', ['color-contrast', 'target-size']],
]

/** The same in both schemes, on a phone and a wide screen. */
export async function axeInEveryLook(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const [width, colorScheme, rules] of LOOKS) {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    const findings = await axeFindings(page, rules)
    found.push(...findings.map((finding) => `${colorScheme} ${width}: ${finding}`))
  }
  return found
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

/** The page as a reader has it whose browser shows text at twice the size. */
export async function doubleText(page: Page): Promise<void> {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Page.setFontSizes', { fontSizes: { standard: 32, fixed: 26 } })
}

/** Texts of which a part stands outside the page or is cut off, in a line each. */
export function cutTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** The first and last pixel across that can be seen there; null where nothing is meant to be, or can be scrolled to. */
    function seenAcross(element: Element): [number, number] | null {
      let [from, to] = [0, window.innerWidth]
      for (
        let box: Element | null = element;
        box && box !== document.body;
        box = box.parentElement
      ) {
        const { overflowX, clipPath } = getComputedStyle(box)
        if (clipPath === 'inset(50%)' || ['auto', 'scroll'].includes(overflowX)) return null
        if (overflowX === 'visible') continue
        const { left, right } = box.getBoundingClientRect()
        from = Math.max(from, left)
        to = Math.min(to, right)
      }
      return [from, to]
    }
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const cut: string[] = []
    while (texts.nextNode()) {
      const { currentNode: text } = texts
      const element = text.parentElement
      const seen = text.nodeValue?.trim() && element?.checkVisibility() ? seenAcross(element) : null
      if (!seen) continue
      const range = document.createRange()
      range.selectNodeContents(text)
      const { left, right } = range.getBoundingClientRect()
      if (left < seen[0] - 1 || right > seen[1] + 1) cut.push(text.nodeValue?.trim() ?? '')
    }
    return cut
  })
}

/** Labels that reach out of their own box, over what stands beside them. */
export function spilledLabels(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll<HTMLElement>('dt, .choose a'))
      .filter((label) => getComputedStyle(label).clipPath === 'none')
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
      .map(({ innerText }) => `“${innerText}” spills`)
  )
}

/** What is pressed and is lower or narrower than 24 px; links within a sentence may be. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const pressed = 'a[href], button, summary, select, textarea, input:not([type="hidden"])'
    const isWithinText = (target: Element) =>
      target.matches('a:not([href^="tel:"], [href^="mailto:"])') &&
      getComputedStyle(target).display === 'inline' &&
      Array.from(target.parentElement?.childNodes ?? []).some(
        ({ nodeType, nodeValue }) => nodeType === Node.TEXT_NODE && /\w/.test(nodeValue ?? '')
      )
    return Array.from(document.querySelectorAll(pressed)).flatMap((target) => {
      if (isWithinText(target) || target.closest('.skip, .hidden-text, [aria-hidden="true"]'))
        return []
      const box = (target.closest('label') ?? target).getBoundingClientRect()
      if (box.width === 0) return []
      return box.height >= 23.99 && box.width >= 23.99
        ? []
        : [
            `${Math.round(box.width)} × ${Math.round(box.height)}: ${target.outerHTML.slice(0, 120)}`,
          ]
    })
  })
}

/** Texts in a box so narrow that they stand a letter or a word to the line, or in many lines though they are short. */
export function squeezedTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const isInline = (element: Element) => getComputedStyle(element).display === 'inline'
    const boxOf = (element: Element): Element =>
      isInline(element) && element.parentElement ? boxOf(element.parentElement) : element
    const isClipped = (element: Element | null): boolean =>
      element !== null &&
      (getComputedStyle(element).clipPath === 'inset(50%)' || isClipped(element.parentElement))
    const isSeen = (element: Element) => element.checkVisibility() && !isClipped(element)
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const boxes = new Set<Element>()
    while (texts.nextNode()) {
      const { nodeValue, parentElement } = texts.currentNode
      if (nodeValue?.trim() && parentElement && isSeen(parentElement)) {
        boxes.add(boxOf(parentElement))
      }
    }
    return Array.from(boxes).flatMap((box) => {
      const text = box instanceof HTMLElement ? box.innerText.trim().replace(/\s+/g, ' ') : ''
      const range = document.createRange()
      range.selectNodeContents(box)
      const { width } = range.getBoundingClientRect()
      const tops = Array.from(range.getClientRects()).map(({ bottom }) => Math.round(bottom / 8))
      const lines = new Set(tops).size
      const letters = width / (Number.parseFloat(getComputedStyle(box).fontSize) / 2)
      const isNarrow = letters < 4 && lines > 3
      const isTall = lines > 6 && text.length / lines < 9 && width < window.innerWidth * 0.6
      if (!isNarrow && !isTall) return []
      return [`“${text.slice(0, 60)}” in ${lines} lines of ${Math.round(width)} px`]
    })
  })
}
